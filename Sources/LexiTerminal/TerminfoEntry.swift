import CNcurses

/// A terminal's description in the compiled form that curses reads (term(5), with numbers of 32
/// bits, which direct colours need).
struct TerminfoEntry: Equatable {
    /// In the order of terminfo's own lists; what is behind the last may be left out.
    var flags: [Bool]
    /// -1 where there is none.
    var numbers: [Int32]
    var strings: [[UInt8]?]
    /// Capabilities that those lists do not have, by name.
    var moreFlags: [String]
    var moreStrings: [(name: String, value: [UInt8])]

    static func == (left: TerminfoEntry, right: TerminfoEntry) -> Bool {
        left.compiled(name: "") == right.compiled(name: "")
    }

    /// The bytes of the entry, under a terminal type's name.
    func compiled(name: String) -> [UInt8] {
        var bytes = Bytes()
        let names = Array(name.utf8) + [0]
        let (offsets, texts) = Self.table(strings)
        for value in [0x21E, names.count, flags.count, numbers.count, strings.count, texts.count] {
            bytes.add16(value)
        }
        bytes.all += names
        bytes.all += flags.map { $0 ? 1 : 0 }
        bytes.align()
        for number in numbers { bytes.add32(number) }
        for offset in offsets { bytes.add16(offset) }
        bytes.all += texts
        bytes.align()
        let values = Self.table(moreStrings.map(\.value))
        let labels = Self.table((moreFlags + moreStrings.map(\.name)).map { Array($0.utf8) })
        for value in [
            moreFlags.count, 0, moreStrings.count, values.offsets.count + labels.offsets.count,
            values.texts.count + labels.texts.count,
        ] { bytes.add16(value) }
        bytes.all += moreFlags.map { _ in 1 }
        bytes.align()
        for offset in values.offsets + labels.offsets { bytes.add16(offset) }
        bytes.all += values.texts + labels.texts
        return bytes.all
    }

    private struct Bytes {
        var all: [UInt8] = []

        mutating func add16(_ value: Int) {
            all += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
        }

        mutating func add32(_ value: Int32) {
            for shift in [0, 8, 16, 24] as [Int32] {
                all.append(UInt8(truncatingIfNeeded: value >> shift))
            }
        }

        /// Numbers begin at even places.
        mutating func align() { if all.count % 2 == 1 { all.append(0) } }
    }

    /// Texts one after the other, each ended by 0, and where each begins; -1 for none.
    private static func table(_ strings: [[UInt8]?]) -> (offsets: [Int], texts: [UInt8]) {
        var texts: [UInt8] = []
        let offsets = strings.map { string -> Int in
            guard let string else { return -1 }
            defer { texts += string + [0] }
            return texts.count
        }
        return (offsets, texts)
    }
}

extension TerminfoEntry {
    /// Reads what terminfo knows of a terminal type; `nil` where it knows none.
    init?(type: String, output: Int32) {
        guard lexi_terminfo_open(type, output) else { return nil }
        defer { lexi_terminfo_close() }
        func names(_ kind: lexi_terminfo_kind) -> [String] {
            var names: [String] = []
            while let name = lexi_terminfo_name(kind, Int32(names.count)) {
                names.append(String(cString: name))
            }
            return names
        }
        func string(_ name: String) -> [UInt8]? {
            guard let text = lexi_terminfo_raw_string(name) else { return nil }
            var bytes: [UInt8] = []
            while case let byte = text[bytes.count], byte != 0 {
                bytes.append(UInt8(bitPattern: byte))
            }
            return bytes
        }
        flags = names(LEXI_FLAGS).map { lexi_terminfo_flag($0) }
        numbers = names(LEXI_NUMBERS).map { lexi_terminfo_count($0) }
        strings = names(LEXI_STRINGS).map(string)
        moreFlags = ["AX", "XT"].filter { lexi_terminfo_flag($0) }
        moreStrings = []
        for name in TerminalStrings.extendedKeyNames {
            if let value = string(name) { moreStrings.append((name, value)) }
        }
    }

    /// The same terminal with colours by their red, green and blue instead of 256 of them; `nil`
    /// where there are not 256 to begin with, or direct ones already.
    func withDirectColors() -> TerminfoEntry? {
        func place(_ name: String, _ kind: lexi_terminfo_kind) -> Int? {
            let place = Int(lexi_terminfo_place_of(name, kind))
            return place < 0 ? nil : place
        }
        guard let colors = place("colors", LEXI_NUMBERS), let pairs = place("pairs", LEXI_NUMBERS),
            let foreground = place("setaf", LEXI_STRINGS),
            let background = place("setab", LEXI_STRINGS),
            numbers[colors] >= 256, numbers[colors] < 0x10000
        else { return nil }
        var entry = self
        entry.numbers[colors] = 0x1000000
        entry.numbers[pairs] = 0x10000
        entry.strings[foreground] = Self.direct(3)
        entry.strings[background] = Self.direct(4)
        // Its palette is not touched.
        if let change = place("ccc", LEXI_FLAGS) { entry.flags[change] = false }
        for name in ["initc", "oc", "initp", "scp"] {
            if let string = place(name, LEXI_STRINGS) { entry.strings[string] = nil }
        }
        entry.moreFlags.append("RGB")
        return entry
    }

    /// Sets a colour: numbers below 8 are the terminal's own (as xterm-direct has it), others are
    /// 0xRRGGBB, in the form that all terminals take that know direct colours.
    private static func direct(_ base: Int) -> [UInt8] {
        Array(
            ("\u{1B}[%?%p1%{8}%<%t\(base)%p1%d%e\(base)8;2;%p1%{65536}%/%d"
                + ";%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m").utf8)
    }
}
