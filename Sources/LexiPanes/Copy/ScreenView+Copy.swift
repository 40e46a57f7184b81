public import LexiAPI
import LexiScreen
import LexiSession
public import LexiState

/// What a copy takes: from the model, as it stands there, never from the cells.
extension ScreenView {
    /// What is copied in the focused pane; `nil` when there is nothing.
    ///
    /// In the conversation that is the selected sentence, else the answer of the turn that is
    /// looked at (the last one while the end is followed), else its question; in the tools the
    /// selected step, else the newest; in the thoughts the selected one, else all.
    ///
    /// - Parameter isRaw: Whether it is copied as the server sent it: Markdown, or JSON lines.
    public func copyItem(isRaw: Bool, _ state: AppState, now: Instant) -> CopyItem? {
        let tab = state.activeTab
        let subject = subject(tab, tabs[tab.id])
        guard let turn = subject.turn else { return nil }
        if state.overlay == .step { return step(subject, tab, isRaw: isRaw, now: now) }
        switch focus {
        case .message, .conversation:
            if case .text(let id, let range)? = tab.selection, id == turn.id {
                let source = turn.answer.text.utf8
                let start = source.index(source.startIndex, offsetBy: range.lowerBound)
                let end = source.index(start, offsetBy: range.count)
                let sentence = String(turn.answer.text[start..<end])
                return CopyItem("the sentence", isRaw ? sentence : PlainMarkdown.text(sentence))
            }
            guard !turn.answer.isEmpty else { return Self.question(turn) }
            return isRaw ? Self.markdown(turn) : Self.answer(turn)
        case .tools: return step(subject, tab, isRaw: isRaw, now: now)
        case .thinking:
            if case .thought(_, let index)? = tab.selection, turn.thoughts.indices.contains(index) {
                let thought = turn.thoughts[index]
                return CopyItem(
                    "the thought", isRaw ? TraceText.jsonLine(thought) : thought.text)
            }
            return Self.thoughts(turn, isRaw: isRaw)
        }
    }

    /// All that can be copied of the turn that is looked at; empty when there is no turn.
    public func copyItems(_ state: AppState, now: Instant) -> [CopyItem] {
        let tab = state.activeTab
        let subject = subject(tab, tabs[tab.id])
        guard let turn = subject.turn else { return [] }
        var items: [CopyItem] = []
        if !turn.answer.isEmpty {
            items.append(Self.answer(turn))
            items.append(Self.markdown(turn))
            let blocks = PlainMarkdown.codeBlocks(turn.answer.text)
            items += blocks.enumerated().map { index, block in
                let language = block.language.split(separator: " ").first.map { " (\($0))" } ?? ""
                return CopyItem("code block \(index + 1)\(language)", block.text)
            }
            items += Self.links(turn)
        }
        items.append(Self.question(turn))
        if let step = step(subject, tab, isRaw: false, now: now) { items.append(step) }
        if let step = step(subject, tab, isRaw: true, now: now) { items.append(step) }
        if let thoughts = Self.thoughts(turn, isRaw: false) { items.append(thoughts) }
        if let id = turn.requestID { items.append(CopyItem("the request ID", id)) }
        if let id = turn.messageID { items.append(CopyItem("the message ID", id)) }
        if let id = tab.conversationID {
            items.append(CopyItem("the conversation ID", Sanitizer.line(id)))
        }
        return items
    }

    /// The addresses of the answer's links, each once.
    private static func links(_ turn: Turn) -> [CopyItem] {
        var seen: Set<String> = []
        var items: [CopyItem] = []
        for link in MarkdownParser.links(in: Substring(turn.answer.text)) {
            // Markdown can write any character, so it is cleaned once more.
            let address = Sanitizer.line(link.address)
            guard !address.isEmpty, seen.insert(address).inserted else { continue }
            let shown = Sanitizer.line(link.text).isEmpty ? address : Sanitizer.line(link.text)
            items.append(
                CopyItem(
                    "link \(items.count + 1) (\(TextWidth.truncated(shown, columns: 40)))", address)
            )
        }
        return items
    }

    private static func answer(_ turn: Turn) -> CopyItem {
        CopyItem("the answer", PlainMarkdown.text(turn.answer.text))
    }

    private static func markdown(_ turn: Turn) -> CopyItem {
        CopyItem("the answer as Markdown", turn.answer.text)
    }

    private static func question(_ turn: Turn) -> CopyItem {
        CopyItem("the question", Sanitizer.text(turn.request.message))
    }

    private static func thoughts(_ turn: Turn, isRaw: Bool) -> CopyItem? {
        guard !turn.thoughts.isEmpty else { return nil }
        let lines = turn.thoughts.map { isRaw ? TraceText.jsonLine($0) : $0.text }
        return CopyItem("all thoughts", lines.joined(separator: "\n"))
    }

    private func step(
        _ subject: PaneSubject, _ tab: Tab, isRaw: Bool, now: Instant
    ) -> CopyItem? {
        guard let turn = subject.turn else { return nil }
        let shown = tab.tools.shownIndices(of: turn.steps)
        guard let index = subject.cursor?.step ?? shown.last else { return nil }
        let step = turn.steps[index]
        return isRaw
            ? CopyItem("the step \(step.tool) as JSON", TraceText.jsonLine(step))
            : CopyItem("the step \(step.tool)", TraceText.line(step, now: now))
    }
}
