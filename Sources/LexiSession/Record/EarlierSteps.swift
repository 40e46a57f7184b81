import LexiAPI

/// The tools of an answer as the server's record has them: the calls with their arguments, in the
/// words of the assistant, and what came of them, in those of the tools. Neither has a time that
/// would tell how long it took.
struct EarlierSteps {
    private struct Call {
        var tool: String
        var arguments: String?
    }

    private var calls: [Call] = []
    private var outputs: [ToolStep] = []

    /// What is longer is cut: it is shown, and the record is the server's.
    private static let mostCharacters = 2_000

    /// Takes in a message of the record; what is none of a tool's is left alone.
    mutating func take(_ message: ConversationMessage) {
        if message.role == "tool" {
            outputs.append(Self.step(message))
        } else if let calls = message.toolCalls {
            let list = if case .array(let list) = calls { list } else { [calls] }
            self.calls += list.compactMap(Self.call)
        }
    }

    /// The steps in the order of their outputs, each with the arguments of the first call of its
    /// name that has none yet; then the calls of which the record has no output.
    var steps: [ToolStep] {
        var left = calls
        var steps = outputs
        for index in steps.indices {
            guard let call = left.firstIndex(where: { $0.tool == steps[index].tool }) else {
                continue
            }
            steps[index].arguments = left.remove(at: call).arguments
        }
        for call in left {
            // A record without any outputs says nothing of how the calls ended.
            var step = ToolStep(
                tool: call.tool, state: outputs.isEmpty ? .completed : .unfinished)
            step.arguments = call.arguments
            steps.append(step)
        }
        return steps
    }

    private static func step(_ message: ConversationMessage) -> ToolStep {
        let output = message.toolOutput
        let hasFailed =
            output?["error"].map { $0 != .null } ?? false
            || ["failed", "error"].contains(output?["status"]?.string)
        let words = [message.content, output?["summary"]?.string, output?.line]
        return ToolStep(
            tool: clean(message.toolName ?? "tool"),
            summary: words.compactMap(\.self).first { !$0.isEmpty }.map(clean),
            state: hasFailed ? .failed : .completed)
    }

    /// The API leaves open what a call looks like; these are the usual ways.
    private static func call(_ value: JSONValue) -> Call? {
        let function = value["function"]
        let name =
            value.string ?? value["name"]?.string ?? value["tool"]?.string
            ?? value["tool_name"]?.string ?? function?["name"]?.string
        guard let name else { return nil }
        let arguments = value["arguments"] ?? value["input"] ?? function?["arguments"]
        let text = arguments.flatMap { $0 == .null ? nil : $0.string ?? $0.line }
        return Call(tool: clean(name), arguments: text.map(clean))
    }

    private static func clean(_ text: String) -> String {
        Sanitizer.line(String(text.prefix(mostCharacters)))
    }
}
