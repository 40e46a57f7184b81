import Foundation
import GRDB

/// The books of a turn: who pays, what is stored, what a repeated request gets.
///
/// Each step is one transaction. A turn begins with a hold on the smallest price, so two
/// streams cannot both start on the last credit; it ends by being settled or abandoned.
struct TurnLedger: Sendable {
    let creditsPerMessage: Int
    let toolCallsPerExtraCredit: Int

    /// How long a repeated Idempotency-Key gets the first answer.
    static let idempotencySeconds = 86_400
    /// No request costs more (page "lexi/chat-stream").
    static let highestPrice = 5

    enum Beginning: Sendable {
        case started(Turn)
        /// The stored stream of an earlier request with the same key and body.
        case replay(String)
        case refused(APIError)
    }

    /// - Parameter newID: the id of a conversation that begins with this request.
    func begin(
        _ request: ChatStreamRequest, identity: Identity, idempotencyKey: String?,
        newID: String, now: Date, in db: Database
    ) throws -> Beginning {
        var turnID = Identifiers.ulid(at: now)
        var conversation = request.conversationID
        let body = request.canonical
        if let key = idempotencyKey,
            try IdempotentReplies.isTaken(
                key, workspace: identity.workspace,
                since: Int(now.timeIntervalSince1970) - Self.idempotencySeconds, in: db)
        {
            return .refused(.keyReused)
        }
        if let key = idempotencyKey, let earlier = try earlierTurn(key, identity, now, in: db) {
            guard earlier.request == body else { return .refused(.keyReused) }
            if let stream = earlier.stream { return .replay(stream) }
            // The first attempt came to nothing: this one takes its place.
            turnID = earlier.turn
            conversation = earlier.conversation
            try db.execute(sql: "DELETE FROM messages WHERE turn_id = ?", arguments: [turnID])
            try db.execute(sql: "DELETE FROM credit_holds WHERE turn_id = ?", arguments: [turnID])
        } else if let id = conversation,
            try !Conversations.exists(id, workspace: identity.workspace, in: db)
        {
            return .refused(request.isPlain ? .plainConversationUnknown : .conversationNotFound)
        }
        let credits = Credits(db: db, workspace: identity.workspace)
        guard try credits.available(now: now) >= max(1, creditsPerMessage)
        else { return .refused(.insufficientCredits) }
        let timestamp = now.timestamp
        let conversationID = conversation ?? newID
        let isNew = try !Conversations.exists(
            conversationID, workspace: identity.workspace, in: db)
        if isNew {
            try Conversations.create(
                conversationID, identity: identity, message: request.message,
                context: request.context.json, now: timestamp, in: db)
        }
        let history = try Conversations.messages(of: conversationID, in: db)
        let focus = try Conversations.focus(of: conversationID, in: db)
        try Conversations.append(
            .init(
                id: "msg_" + Identifiers.ulid(at: now), role: "user", content: request.message,
                state: "complete", createdAt: timestamp),
            to: conversationID, turn: turnID, in: db)
        try db.execute(
            sql:
                "INSERT INTO credit_holds (turn_id, workspace_id, amount, made_at) VALUES (?, ?, ?, ?)",
            arguments: [
                turnID, identity.workspace, max(1, creditsPerMessage),
                Int(now.timeIntervalSince1970),
            ])
        if let key = idempotencyKey {
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO idempotent_turns
                        (workspace_id, key, request, turn_id, conversation_id, stream, created_at)
                    VALUES (?, ?, ?, ?, ?, NULL, ?)
                    """,
                arguments: [
                    identity.workspace, key, body, turnID, conversationID,
                    Int(now.timeIntervalSince1970),
                ])
        }
        return .started(
            Turn(
                id: turnID, identity: identity, conversationID: conversationID,
                isNewConversation: request.conversationID == nil, request: request,
                messageID: "msg_" + Identifiers.ulid(at: now), history: history, focus: focus))
    }

    /// Takes the price, stores the answer and remembers the stream, all or nothing.
    /// - Parameter stream: the whole stream as sent, given the balance that is left.
    /// - Returns: the balance that is left.
    func settle(
        _ turn: Turn, result: TurnResult, now: Date, in db: Database,
        stream: (_ creditsRemaining: Int) -> String
    ) throws -> Int {
        try db.execute(sql: "DELETE FROM credit_holds WHERE turn_id = ?", arguments: [turn.id])
        let credits = Credits(db: db, workspace: turn.identity.workspace)
        let charged = min(price(of: turn, result), try credits.available(now: now))
        try credits.take(charged)
        let remaining = try credits.balance()
        try store(result, of: turn, state: "complete", now: now, in: db)
        try Conversations.setFocus(result.focus, of: turn.conversationID, in: db)
        try db.execute(
            sql: "UPDATE idempotent_turns SET stream = ? WHERE turn_id = ?",
            arguments: [stream(remaining), turn.id])
        try db.execute(
            sql: "INSERT OR REPLACE INTO charges (turn_id, workspace_id, amount) VALUES (?, ?, ?)",
            arguments: [turn.id, turn.identity.workspace, charged])
        return remaining
    }

    /// Ends a turn that did not reach `done`: nothing is charged, what was said is kept. Also
    /// takes back a settlement whose `done` could not be delivered.
    func abandon(
        _ turn: Turn, result: TurnResult, state: String, now: Date, in db: Database
    ) throws {
        try db.execute(sql: "DELETE FROM credit_holds WHERE turn_id = ?", arguments: [turn.id])
        let charged = try Int.fetchOne(
            db, sql: "DELETE FROM charges WHERE turn_id = ? RETURNING amount", arguments: [turn.id])
        if let charged {
            try Credits(db: db, workspace: turn.identity.workspace).take(-charged)
        }
        try db.execute(
            sql: "UPDATE idempotent_turns SET stream = NULL WHERE turn_id = ?",
            arguments: [turn.id])
        try db.execute(sql: "DELETE FROM messages WHERE id = ?", arguments: [turn.messageID])
        if !result.answer.isEmpty {
            try store(result, of: turn, state: state, now: now, in: db)
        }
    }

    /// The plain chat's prices are its own: 1 for a message, 5 when a prospect search comes of it
    /// (page "lexi/chat").
    private func price(of turn: Turn, _ result: TurnResult) -> Int {
        guard turn.request.isPlain else { return price(toolCalls: result.steps.count) }
        return result.proposal?.type == .prospectSearch ? Self.highestPrice : creditsPerMessage
    }

    /// 1 for the message and 1 more for every so many tool calls, at most 5.
    func price(toolCalls: Int) -> Int {
        let extra = toolCallsPerExtraCredit > 0 ? toolCalls / toolCallsPerExtraCredit : 0
        return min(max(creditsPerMessage, Self.highestPrice), creditsPerMessage + extra)
    }

    private func store(
        _ result: TurnResult, of turn: Turn, state: String, now: Date, in db: Database
    ) throws {
        // Somebody may have deleted the conversation while it was being answered.
        guard
            try Conversations.exists(
                turn.conversationID, workspace: turn.identity.workspace, in: db)
        else { return }
        try Conversations.append(
            .init(
                id: turn.messageID, role: "assistant", content: result.answer, state: state,
                createdAt: now.timestamp),
            to: turn.conversationID, turn: turn.id, in: db)
        try Conversations.add(result.steps, to: turn.messageID, now: now.timestamp, in: db)
    }

    private func earlierTurn(
        _ key: String, _ identity: Identity, _ now: Date, in db: Database
    ) throws -> (request: String, turn: String, conversation: String, stream: String?)? {
        let oldest = Int(now.timeIntervalSince1970) - Self.idempotencySeconds
        try db.execute(
            sql: "DELETE FROM idempotent_turns WHERE created_at <= ?", arguments: [oldest])
        return try Row.fetchOne(
            db, sql: "SELECT * FROM idempotent_turns WHERE workspace_id = ? AND key = ?",
            arguments: [identity.workspace, key]
        ).map { ($0["request"], $0["turn_id"], $0["conversation_id"], $0["stream"]) }
    }
}
