import LexiAPI

/// What the doctor found, as plain text for a report of a fault.
struct DoctorReport {
    enum Verdict: Sendable {
        case fine
        /// It works, but not as it could.
        case doubtful
        /// It does not work, and the program ends with this status.
        case wrong(status: Int32)
    }

    private var text: String
    private var labelColumns = 22
    /// The status of what is wrong first.
    private(set) var status: Int32 = 0
    private var wrong = 0
    private var doubtful = 0
    private let home: String?

    /// - Parameter home: Is written as `~`: a user's name is nobody's business.
    init(title: String, home: String?) {
        text = Sanitizer.line(title) + "\n"
        self.home = home
    }

    /// Begins a section.
    mutating func section(_ title: String) { text += "\n\(title)\n" }

    /// Adds a line; what is doubtful is marked with `!`, what is wrong with `x`.
    mutating func add(_ label: String, _ value: String, _ verdict: Verdict = .fine) {
        let mark: String
        switch verdict {
        case .fine: mark = " "
        case .doubtful:
            mark = "!"
            doubtful += 1
        case .wrong(let status):
            mark = "x"
            wrong += 1
            if self.status == 0 { self.status = status }
        }
        let blank = String(repeating: " ", count: max(1, labelColumns - label.count))
        text += "\(mark) \(label)\(blank)\(clean(value))\n"
    }

    private func clean(_ value: String) -> String {
        var value = Sanitizer.line(value)
        if let home, home.count > 1 { value = value.replacing(home, with: "~") }
        return value
    }

    /// The whole report, with how it comes out.
    func finished() -> String {
        func count(_ number: Int, _ noun: String) -> String {
            "\(number) \(noun)\(number == 1 ? "" : "s")"
        }
        let ending =
            switch (wrong, doubtful) {
            case (0, 0): "All well."
            case (0, _): "All well, with \(count(doubtful, "remark")) (!)."
            case (_, 0): "\(count(wrong, "problem")) (x)."
            default: "\(count(wrong, "problem")) (x), \(count(doubtful, "remark")) (!)."
            }
        return text + "\n\(ending)\n"
    }
}
