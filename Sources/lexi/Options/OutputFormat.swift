import ArgumentParser

/// What a command prints: lines for people, or one JSON object a line.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, jsonl
}
