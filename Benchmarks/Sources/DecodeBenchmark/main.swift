internal import CReference
internal import Foundation
internal import PeakMemory

// How fast an answer is decoded, beside what the machine can do. `Benchmarks/README.md` explains
// the lines.

let byteCount = 64 << 20
let runs = 7
let capture = CaptureGenerator(byteCount: byteCount)

/// One way through the capture, and what it showed.
struct Measure {
    var name: String
    /// The measure it is compared with, by place in the list.
    var bound: Int?
    /// Of how many bytes it reads; less than all for what takes too long.
    var byteCount: Int
    var run: (UnsafeBufferPointer<UInt8>) -> Int
    var rates: [Double] = []
    var eventCount = 0
    var allocations: UInt64 = 0
    var growth: Int?

    var megabytesPerSecond: Double { rates.sorted()[rates.count / 2] }
}

var measures = [
    Measure(name: "memchr over line feeds (C)", bound: nil, byteCount: capture.bytes.count) {
        Int(count_line_feeds($0.baseAddress, $0.count)) / 3
    },
    Measure(name: "framing (C)", bound: 0, byteCount: capture.bytes.count) {
        Int(frame_stream($0.baseAddress, $0.count, Decoders.pieceBytes).events)
    },
    Measure(
        name: "framing (lexi)", bound: 1, byteCount: capture.bytes.count, run: Decoders.framing),
    Measure(name: "decode into events (C)", bound: 1, byteCount: capture.bytes.count) {
        Int(decode_stream($0.baseAddress, $0.count, Decoders.pieceBytes).events)
    },
    Measure(
        name: "decode into events (lexi)", bound: 3, byteCount: capture.bytes.count,
        run: Decoders.events),
    Measure(
        name: "framing (lexi), JSONDecoder", bound: 4, byteCount: 4 << 20,
        run: Decoders.foundation),
]

func column(_ text: String, _ width: Int, right: Bool = true) -> String {
    let padding = String(repeating: " ", count: max(0, width - text.count))
    return right ? padding + text : text + padding
}

func rounded(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

print("\(capture.bytes.count) bytes, \(capture.eventCount) events, medians of \(runs) runs")

capture.bytes.withUnsafeBufferPointer { all in
    let clock = ContinuousClock()
    for _ in 0..<runs {
        for index in measures.indices {
            let bytes = UnsafeBufferPointer(rebasing: all[..<measures[index].byteCount])
            PeakMemory.reset()
            let before = PeakMemory.currentKilobytes
            let allocations = allocation_count()
            var eventCount = 0
            let time = clock.measure { eventCount = measures[index].run(bytes) }
            measures[index].allocations = allocation_count() - allocations
            measures[index].eventCount = eventCount
            measures[index].rates.append(Double(bytes.count) / 1e6 / (time / .seconds(1)))
            if let before, let peak = PeakMemory.kilobytes {
                measures[index].growth = max(measures[index].growth ?? 0, peak - before)
            }
        }
    }
}

print(
    column("", 30, right: false), column("MB/s", 8), column("Mevents/s", 10),
    column("allocs/event", 13), column("peak +KiB", 10), " compared")
for measure in measures {
    // The stream's last event, `[DONE]`, is none of the turn's.
    if measure.byteCount == capture.bytes.count,
        !(capture.eventCount...capture.eventCount + 1).contains(measure.eventCount)
    {
        fatalError("\(measure.name) found \(measure.eventCount) events")
    }
    let rate = measure.megabytesPerSecond
    let perEvent = Double(measure.byteCount) / Double(measure.eventCount)
    let comparison = measure.bound.map { bound in
        "\(rounded(rate / measures[bound].megabytesPerSecond, 2)) of \(measures[bound].name)"
    }
    print(
        column(measure.name, 30, right: false), column(rounded(rate, 0), 8),
        column(rounded(rate / perEvent, 2), 10),
        column(rounded(Double(measure.allocations) / Double(measure.eventCount), 3), 13),
        column(measure.growth.map { String($0) } ?? "", 10), " " + (comparison ?? ""))
}
