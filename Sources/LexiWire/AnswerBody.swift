package import LexiAPI

/// A JSON body of a successful response, which the API's page does not describe: the plain chat's
/// answer, or an error.
package struct AnswerBody {
    /// As much as an event of a stream may hold.
    package static let maximumBytes = 8 << 20

    /// The last events of a turn whose answer is larger than that.
    package static var tooLarge: [RunEvent] {
        unreadable("JSON of more than \(maximumBytes >> 20) MiB")
    }

    /// The turn's last events.
    package let events: [RunEvent]

    /// Whether it was an answer or an error, and not something else.
    var isReadable: Bool {
        if case .failed(let failure) = events.first { return failure.code != .protocolError }
        return true
    }

    package init(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let coding = Compression.coding(of: bytes) {
            events = Self.unreadable("something compressed (\(coding)), which no header says")
            return
        }
        do throws(JSONError) {
            events = Self.events(try JSONValue(parsing: bytes))
        } catch {
            events = Self.unreadable("invalid JSON at byte \(error.byteOffset): \(error.reason)")
        }
    }

    private static func events(_ value: JSONValue) -> [RunEvent] {
        if let failure = Failure(nameless: value) {
            return [.failed(failure), .ended(.failed, terminator: false)]
        }
        // An assistant's words are `response` in the plain chat and `content` in a conversation;
        // the API's page does not say which of them a repeated request gets.
        guard let data = value["data"],
            let response = (data["response"] ?? data["content"])?.string
        else {
            return unreadable("JSON with neither \"error\" nor \"data.response\"")
        }
        let conversationID = data["conversation_id"]?.string
        var events: [RunEvent] = [.text(delta: response, conversationID: conversationID)]
        let credits = data["credits_remaining"]?.credits
        let messageID = data["message_id"]?.string
        if credits != nil || messageID != nil {
            events.append(
                .done(
                    creditsRemaining: credits, messageID: messageID,
                    conversationID: conversationID))
        }
        return events + [.ended(.completed, terminator: false)]
    }

    private static func unreadable(_ reason: String) -> [RunEvent] {
        let failure = Failure(
            code: .protocolError, message: "Instead of an event stream came \(reason).")
        return [.failed(failure), .ended(.failed, terminator: false)]
    }
}

extension Failure {
    /// As much of an error's explanation as is read.
    package static let maximumErrorBytes = 64 << 10

    /// Reads the body of a response whose status says no.
    ///
    /// JSON with a code or a message, flat or under `error`, is the server's own word. Of
    /// anything else the start is quoted, and of a page, such as a proxy's, the title.
    package init(
        errorBody bytes: UnsafeBufferPointer<UInt8>, status: Int, compression: String? = nil
    ) {
        if let compression = compression ?? Compression.coding(of: bytes) {
            self.init(
                code: .http(status),
                message: "The server answered \(status) and sent the explanation compressed "
                    + "(\(compression)), which was not asked for.",
                status: status)
            return
        }
        if let failure = Self.read(bytes, status: status) {
            self = failure
            return
        }
        let start = String(decoding: bytes.prefix(8192), as: UTF8.self)
        let message: String
        if let page = WebPage(start) {
            message = page.answer(withStatus: status)
        } else {
            let excerpt = start.excerpt
            message =
                excerpt.isEmpty
                ? "The server answered \(status) without an explanation."
                : "The server answered \(status): \(excerpt)"
        }
        self.init(code: .http(status), message: message, status: status)
    }
}

extension Failure {
    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, status: Int) -> Failure? {
        do throws(JSONError) {
            var failure = Failure(try JSONValue(parsing: bytes), status: status)
            // The object may hold a status as well; the one of the response counts.
            failure?.status = status
            return failure
        } catch {
            // Not JSON, which proxies' pages never are: the caller quotes it instead.
            return nil
        }
    }
}
