internal import Foundation

/// What the table shows of a measure.
struct Row {
    var label: String
    var name: String
    var digits = 2
    /// The largest ratio to the bound that is aimed at.
    var ratio: Double?
    /// The largest value that is aimed at.
    var most: Double?
}

enum Report {
    static let screenRows: [Row] = [
        Row(label: "start to first key echoed, ms", name: "start", ratio: 2),
        Row(label: "idle: CPU, % of a core", name: "idle cpu", digits: 3, most: 0),
        Row(label: "idle: wake-ups in 10 s", name: "idle wakeups", digits: 0, most: 0),
        Row(label: "idle: bytes in 10 s", name: "idle bytes", digits: 0, most: 0),
        Row(label: "key to glyph p50, ms", name: "keys idle p50", ratio: 1.5),
        Row(label: "key to glyph p99, ms", name: "keys idle p99", ratio: 1.5),
        Row(label: "the same at 1,000 deltas/s, p50", name: "keys streaming p50", ratio: 1.5),
        Row(label: "the same at 1,000 deltas/s, p99", name: "keys streaming p99", ratio: 1.5),
        Row(label: "the same, 8 streams of 200/s, p50", name: "keys eight p50", ratio: 1.5),
        Row(label: "the same, 8 streams of 200/s, p99", name: "keys eight p99"),
        Row(label: "a paste of 1 MB, ms", name: "paste", digits: 0, most: 1000),
        Row(label: "key to glyph behind it p50, ms", name: "keys paste p50"),
        Row(label: "key to glyph behind it p99, ms", name: "keys paste p99"),
        Row(label: "CPU for 30 s at 50 deltas/s, s", name: "stream 50 cpu", ratio: 2),
        Row(label: "CPU for 30 s at 1,000 deltas/s, s", name: "stream 1000 cpu", ratio: 2.5),
        Row(label: "CPU per frame at 50/s, ms", name: "stream 50 frame", digits: 3),
        Row(label: "CPU per frame at 1,000/s, ms", name: "stream 1000 frame", digits: 3),
        Row(label: "frames a second at 1,000/s", name: "stream 1000 frames", digits: 1),
        Row(label: "wake-ups per delta at 50/s", name: "stream 50 wakeups"),
        Row(label: "wake-ups per delta at 1,000/s", name: "stream 1000 wakeups"),
        Row(label: "bytes per delta at 50/s", name: "stream 50 bytes", digits: 1, ratio: 2),
        Row(label: "bytes per delta at 1,000/s", name: "stream 1000 bytes", digits: 1, ratio: 2),
        Row(label: "bytes per changed cell at 50/s", name: "stream 50 overhead"),
        Row(label: "bytes per changed cell at 1,000/s", name: "stream 1000 overhead"),
        Row(label: "delta to screen at 50/s p50, ms", name: "stream 50 delay p50", ratio: 1.5),
        Row(label: "delta to screen at 1,000/s p50, ms", name: "stream 1000 delay p50", most: 9),
        Row(label: "delta to screen at 1,000/s p99, ms", name: "stream 1000 delay p99", most: 20),
        Row(label: "last delta to last glyph, ms", name: "stream 1000 last", most: 16),
        Row(label: "memory idle, MB", name: "memory idle", digits: 1, most: 25),
        Row(label: "  of it no file's", name: "memory idle anonymous", digits: 1),
        Row(label: "memory after 30,000 deltas, MB", name: "memory 30000", digits: 1, most: 40),
        Row(label: "  of it no file's", name: "memory 30000 anonymous", digits: 1),
        Row(label: "30,000 deltas unpaced, s", name: "flood 30000"),
        Row(label: "memory after 1,000,000 deltas, MB", name: "memory 1000000", digits: 1),
        Row(label: "1,000,000 deltas unpaced, s", name: "flood 1000000"),
        Row(label: "8 streams of 50/s: CPU, % of a core", name: "eight cpu", ratio: 1.5),
        Row(label: "8 streams of 50/s: wake-ups a second", name: "eight wakeups", digits: 0),
        Row(label: "8 streams of 50/s: memory, MB", name: "eight memory", digits: 1),
    ]

    static let headlessRows: [Row] = [
        Row(label: "exec to request on the wire, ms", name: "headless wire", ratio: 1),
        Row(label: "CPU of a short answer, ms", name: "headless cpu", ratio: 2),
    ]

    static func print(_ rows: [Row], bound: (String, Results), lexi: (String, Results)) {
        Swift.print(
            column("", 38, right: false) + column(bound.0, 10) + column(lexi.0, 10)
                + column("ratio", 9) + "  aim")
        for row in rows {
            guard let value = lexi.1.median(row.name) else { continue }
            let base = bound.1.median(row.name)
            let ratio = base.flatMap { $0 > 0 ? value / $0 : nil }
            Swift.print(
                column(row.label, 38, right: false)
                    + column(base.map { rounded($0, row.digits) } ?? "–", 10)
                    + column(rounded(value, row.digits), 10)
                    + column(ratio.map { rounded($0, 2) + "x" } ?? "–", 9)
                    + "  " + aim(row, value, ratio))
        }
    }

    private static func aim(_ row: Row, _ value: Double, _ ratio: Double?) -> String {
        if let most = row.ratio, let ratio {
            return "≤ \(short(most))x \(ratio <= most ? "held" : "missed")"
        }
        if let most = row.most {
            let isHeld = value <= most + (most == 0 ? 0.0005 : 0)
            return "≤ \(short(most)) \(isHeld ? "held" : "missed")"
        }
        return ""
    }

    private static func short(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }

    private static func column(_ text: String, _ width: Int, right: Bool = true) -> String {
        let padding = String(repeating: " ", count: max(0, width - text.count))
        return right ? padding + text : text + padding
    }

    private static func rounded(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}
