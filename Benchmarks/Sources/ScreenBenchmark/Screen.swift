internal import CVTerm
internal import Glibc

/// The screen that a program has drawn so far (libvterm), searched for what it should show.
final class Screen {
    static let columns = 120
    static let rows = 40

    private let terminal: OpaquePointer
    private let screen: OpaquePointer
    private var text = [CChar](repeating: 0, count: columns * rows * 4)
    private var textLength = 0
    private var former: [CChar] = []
    private var isStale = true

    init() {
        terminal = vterm_new(Int32(Self.rows), Int32(Self.columns))
        vterm_set_utf8(terminal, 1)
        screen = vterm_obtain_screen(terminal)
        vterm_screen_enable_altscreen(screen, 1)
        vterm_screen_reset(screen, 1)
    }

    deinit { vterm_free(terminal) }

    func feed(_ bytes: UnsafeRawBufferPointer) {
        vterm_input_write(terminal, bytes.baseAddress, bytes.count)
        isStale = true
    }

    private func refresh() {
        guard isStale else { return }
        isStale = false
        textLength = 0
        text.withUnsafeMutableBufferPointer { buffer in
            for row in 0..<Int32(Self.rows) {
                textLength += vterm_screen_get_text(
                    screen, buffer.baseAddress! + textLength, buffer.count - textLength,
                    VTermRect(
                        start_row: row, end_row: row + 1, start_col: 0,
                        end_col: Int32(Self.columns)))
                buffer[textLength] = 10
                textLength += 1
            }
        }
    }

    /// The whole picture, a line for each row.
    var picture: String {
        refresh()
        return String(decoding: text[..<textLength].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func count(of character: Character) -> Int {
        refresh()
        let byte = CChar(bitPattern: character.asciiValue!)
        return text[..<textLength].reduce(0) { $0 + ($1 == byte ? 1 : 0) }
    }

    /// The largest number after `last` of a delta that is shown, or `last`.
    func lastDelta(after last: Int) -> Int {
        refresh()
        var best = last
        text.withUnsafeBufferPointer { text in
            var index = 0
            while index + 5 < textLength {
                defer { index += 1 }
                guard text[index] == 0x78 else { continue }
                var value = 0
                var digits = 0
                while digits < 5, case let digit = Int(text[index + 1 + digits]) - 48,
                    (0...9).contains(digit)
                {
                    value = value * 10 + digit
                    digits += 1
                }
                guard digits == 5 else { continue }
                // Words come again after a period: of two meanings, the one ahead that is near.
                let ahead = (value - (last + 1) % Word.period + Word.period) % Word.period
                if ahead < Word.period / 2 { best = max(best, last + 1 + ahead) }
            }
        }
        return best
    }

    /// How many cells differ from those of the last call.
    func changedCells() -> Int {
        refresh()
        defer { former = Array(text[..<textLength]) }
        guard former.count == textLength else {
            let new = text[..<textLength].split(separator: 10, omittingEmptySubsequences: false)
            let old = former.split(separator: 10, omittingEmptySubsequences: false)
            return zip(new, old).reduce(0) { $0 + Self.difference(Array($1.0), Array($1.1)) }
        }
        return Self.difference(Array(text[..<textLength]), former)
    }

    private static func difference(_ new: [CChar], _ old: [CChar]) -> Int {
        zip(new, old).reduce(abs(new.count - old.count)) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    }
}
