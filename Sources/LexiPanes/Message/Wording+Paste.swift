import LexiSession
import LexiState

extension Wording {
    /// `pasted 1,024 KB, 14,203 lines`.
    static func pasted(_ paste: FoldedPaste) -> String {
        let size =
            paste.byteCount < 1024
            ? "\(paste.byteCount) bytes" : "\(grouped((paste.byteCount + 1023) / 1024)) KB"
        let lines = paste.lineCount == 1 ? "1 line" : "\(grouped(paste.lineCount)) lines"
        return "pasted \(size), \(lines)"
    }

    /// `14,203`.
    static func grouped(_ number: Int) -> String {
        let digits = String(number)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }
}
