import CNcurses
import LexiScreen

/// What terminfo knows of the open screen, and the modes that it does not know.
enum TerminalStrings {
    /// A string capability as bytes, empty where the terminal has none.
    static func string(_ name: String) -> [UInt8] {
        bytes { lexi_terminfo_string(name, $0, $1) }
    }

    private static func bytes(
        _ copy: (UnsafeMutablePointer<CChar>, Int32) -> Int32
    ) -> [UInt8] {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            let length = copy(buffer.baseAddress!, Int32(buffer.count))
            return buffer[..<Int(length)].map { UInt8(bitPattern: $0) }
        }
    }

    /// Moves the cursor.
    static func place(_ place: Point) -> [UInt8] {
        bytes { lexi_terminfo_place(Int32(place.row), Int32(place.column), $0, $1) }
    }

    /// Sets a colour by its number; nothing for -1, the terminal's own.
    static func color(_ name: String, _ number: Int32) -> [UInt8] {
        number < 0 ? [] : bytes { lexi_terminfo_number(name, number, $0, $1) }
    }

    // MARK: modes

    /// Bracketed paste and reports of the focus (xterm's control sequences, DECSET).
    static let modesOn = Array("\u{1B}[?2004h\u{1B}[?1004h".utf8)
    static let modesOff = Array("\u{1B}[?1004l\u{1B}[?2004l".utf8)
    /// Asks for the colour behind the text (xterm's OSC 11).
    static let askBackground = Array("\u{1B}]11;?\u{1B}\\".utf8)
    /// Reports of clicks, of moves with a button down and of the wheel, in xterm's SGR form.
    ///
    /// The wheel without reports is left to the terminal: most send arrows on the second screen.
    /// xterm does only in its mode 1007, which cannot be put back as it was found, and to put it
    /// back wrongly would break the wheel in every pager.
    static let mouseOn = Array("\u{1B}[?1002h\u{1B}[?1006h".utf8)
    /// A terminal left with the mouse on would be unusable: the farewell always has this.
    static let mouseOff = Array("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l".utf8)

    /// Old terminals may print what they do not understand, and have nothing to switch on.
    static func hasPrivateModes(type: String) -> Bool {
        let isOld = ["linux", "vt", "ansi", "cons", "sun", "dec"].contains { type.hasPrefix($0) }
        return !isOld && string("cup").starts(with: [0x1B, 0x5B])
    }

    /// What brings the terminal back when the process dies in the middle.
    static func farewell(hasPrivateModes: Bool) -> [UInt8] {
        var farewell = hasPrivateModes ? modesOff + mouseOff : []
        for name in ["sgr0", "op", "cnorm", "rmkx"] { farewell += string(name) }
        let leave = string("rmcup")
        if leave.isEmpty {
            // Terminals without a second screen keep the picture; go below it. A row too far down
            // is the last.
            farewell += place(Point(column: 0, row: 998)) + Array("\r\n".utf8)
        }
        return farewell + leave
    }

    // MARK: keys

    private static let cursor: [(String, String, Key.Special)] = [
        ("kcuu1", "kUP", .up), ("kcud1", "kDN", .down), ("kcuf1", "kRIT", .right),
        ("kcub1", "kLFT", .left), ("khome", "kHOM", .home), ("kend", "kEND", .end),
        ("kpp", "kPRV", .pageUp), ("knp", "kNXT", .pageDown), ("kich1", "kIC", .insert),
        ("kdch1", "kDC", .delete),
    ]

    /// The names, beyond terminfo's own lists, under which ``keys()`` looks.
    static var extendedKeyNames: [String] {
        cursor.flatMap { _, name, _ in [name] + (3...8).map { "\(name)\($0)" } }
    }

    /// The sequences that the terminal's keys send, by terminfo.
    static func keys() -> [[UInt8]: Key] {
        var keys: [[UInt8]: Key] = [:]
        func add(_ name: String, _ key: Key) {
            let sequence = string(name)
            if !sequence.isEmpty { keys[sequence] = key }
        }
        for (_, modified, special) in cursor {
            add(modified, .special(special, [.shift]))
            // ncurses' extension: the name ends in xterm's number for the modifiers.
            for number in 3...8 {
                let modifiers = Key.Modifiers(rawValue: UInt8(number - 1))
                add("\(modified)\(number)", .special(special, modifiers))
            }
        }
        for number in 1...12 { add("kf\(number)", .special(.function(number), [])) }
        add("kcbt", .backTab)
        add("kent", .enter)
        add("kbs", .backspace)
        // Last, so that a plain key wins where two share a sequence.
        for (plain, _, special) in cursor { add(plain, .special(special, [])) }
        return keys
    }
}
