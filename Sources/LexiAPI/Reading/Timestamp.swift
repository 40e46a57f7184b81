/// A point in time as a record carries it.
///
/// The API's samples are RFC 3339 in UTC. What databases write is read as well: a space instead
/// of the `T`, an offset without minutes or none at all (UTC), a date alone (its midnight in UTC),
/// and Unix seconds as a number.
public struct Timestamp: Sendable, Hashable {
    /// The text as it came.
    public let text: String
    /// Unix time; `nil` when the text is none of the forms above.
    public let unixSeconds: Double?

    /// Takes a text, whether or not it can be read as a time.
    public init(_ text: String) {
        self.text = text
        var reader = TimestampReader(text)
        unixSeconds = reader.read()
    }

    /// - Returns: `nil` for anything but a string with something in it or a number.
    public init?(_ value: JSONValue) {
        switch value {
        case .string(let text) where !text.isEmpty: self.init(text)
        case .integer(let seconds): self.init(number: Double(seconds), value)
        case .double(let seconds): self.init(number: seconds, value)
        default: return nil
        }
    }

    private init(number: Double, _ value: JSONValue) {
        text = value.line
        unixSeconds = Self.bounds.contains(number) ? number : nil
    }

    /// The years 0 to 9999, beyond which no record was ever made.
    private static let bounds: ClosedRange<Double> = -62_167_219_200...253_402_300_799
}

/// Reads the digits and marks of a timestamp from left to right.
private struct TimestampReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    mutating func read() -> Double? {
        guard let year = number(4), skip("-"), let month = number(2), (1...12).contains(month),
            skip("-"), let day = number(2), (1...Self.days(month, of: year)).contains(day)
        else { return nil }
        var seconds =
            Double(GregorianDays.sinceEpoch(year: year, month: month, day: day)) * 86_400
        if rest.isEmpty { return seconds }
        guard skip("T") || skip("t") || skip(" "), let clock = readClock(),
            let offset = readOffset(),
            rest.isEmpty
        else { return nil }
        seconds += clock - Double(offset)
        return seconds
    }

    private mutating func readClock() -> Double? {
        guard let hour = number(2), hour < 24, skip(":"), let minute = number(2), minute < 60 else {
            return nil
        }
        var clock = Double(hour * 3600 + minute * 60)
        guard skip(":") else { return clock }
        // 60 is a leap second.
        guard let second = number(2), second <= 60 else { return nil }
        clock += Double(second)
        guard skip(".") else { return clock }
        var unit = 0.1
        var count = 0
        while let digit = number(1) {
            clock += Double(digit) * unit
            unit /= 10
            count += 1
        }
        return count > 0 ? clock : nil
    }

    /// Seconds east of UTC.
    private mutating func readOffset() -> Int64? {
        if rest.isEmpty || skip("Z") || skip("z") { return 0 }
        let isEast = skip("+")
        guard isEast || skip("-"), let hour = number(2), hour < 24 else { return nil }
        var seconds = hour * 3600
        if !rest.isEmpty {
            _ = skip(":")
            guard let minute = number(2), minute < 60 else { return nil }
            seconds += minute * 60
        }
        return isEast ? seconds : -seconds
    }

    private mutating func number(_ digits: Int) -> Int64? {
        let text = rest.prefix(digits)
        guard text.count == digits, text.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        rest = rest.dropFirst(digits)
        return text.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    private mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, byte == UInt8(ascii: mark) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func days(_ month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}
