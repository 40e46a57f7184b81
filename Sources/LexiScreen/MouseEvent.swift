/// What the mouse did, as a terminal reports it while it is asked to.
public struct MouseEvent: Sendable, Hashable {
    public enum Button: Sendable, Hashable { case left, middle, right }
    public enum Direction: Sendable, Hashable { case up, down, left, right }

    public enum Kind: Sendable, Hashable {
        case press(Button)
        case release(Button)
        /// The pointer went to another cell while a button was down.
        case drag(Button)
        /// One notch of the wheel.
        case wheel(Direction)
    }

    public var kind: Kind
    /// The cell under the pointer; it may lie outside the screen.
    public var point: Point
    public var modifiers: Key.Modifiers

    public init(_ kind: Kind, at point: Point, modifiers: Key.Modifiers = []) {
        self.kind = kind
        self.point = point
        self.modifiers = modifiers
    }
}

extension MouseEvent {
    /// Reads xterm's SGR report (DECSET 1006), `CSI < code ; column ; row` with `M` at its end, or
    /// `m` when a button went up.
    ///
    /// - Parameters:
    ///   - parameters: The bytes between the introducer and the final one.
    ///   - final: The final byte.
    /// - Returns: `nil` for what is no such report, and for what nobody here has a use for:
    ///   further buttons, and moves without a button.
    init?(sgr parameters: UnsafeBufferPointer<UInt8>, final: UInt8) {
        guard final == 0x4D || final == 0x6D, let numbers = Self.numbers(parameters) else {
            return nil
        }
        let (code, column, row) = numbers
        guard code < 128, column > 0, row > 0, let kind = Kind(code, isRelease: final == 0x6D)
        else { return nil }
        self.init(
            kind, at: Point(column: column - 1, row: row - 1), modifiers: Key.Modifiers(sgr: code))
    }

    /// No screen is larger; whatever says so is told so.
    private static let largest = 65_535

    /// Three numbers behind a `<`, and nothing else.
    private static func numbers(_ bytes: UnsafeBufferPointer<UInt8>) -> (Int, Int, Int)? {
        guard bytes.first == 0x3C else { return nil }
        var numbers: [Int] = []
        var number: Int?
        for byte in bytes.dropFirst() {
            switch byte {
            case 0x30...0x39: number = min((number ?? 0) * 10 + Int(byte - 0x30), Self.largest)
            case 0x3B:
                guard let whole = number, numbers.count < 2 else { return nil }
                numbers.append(whole)
                number = nil
            default: return nil
            }
        }
        guard let last = number, numbers.count == 2 else { return nil }
        return (numbers[0], numbers[1], last)
    }
}

extension MouseEvent.Kind {
    /// The lowest two bits are the button; 32 tells of a move and 64 of the wheel.
    fileprivate init?(_ code: Int, isRelease: Bool) {
        let (low, isMove, isWheel) = (code & 3, code & 32 != 0, code & 64 != 0)
        if isWheel {
            guard !isMove, !isRelease else { return nil }
            self = .wheel([.up, .down, .left, .right][low])
            return
        }
        guard low < 3 else { return nil }
        let button: MouseEvent.Button = [.left, .middle, .right][low]
        self = isRelease ? .release(button) : isMove ? .drag(button) : .press(button)
    }
}

extension Key.Modifiers {
    fileprivate init(sgr code: Int) {
        self = []
        if code & 4 != 0 { insert(.shift) }
        if code & 8 != 0 { insert(.alt) }
        if code & 16 != 0 { insert(.control) }
    }
}
