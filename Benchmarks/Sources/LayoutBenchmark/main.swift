import LexiPanes
import LexiScreen
import PeakMemory

let clock = ContinuousClock()

func milliseconds(_ work: () -> Void) -> Double {
    let time = clock.measure(work)
    return Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1000
}

func say(_ name: String, _ value: String) {
    print(name.padding(to: 58) + value)
}

extension String {
    func padding(to count: Int) -> String {
        self + String(repeating: " ", count: max(1, count - self.count))
    }
}

func fixed(_ value: Double, _ digits: Int = 2) -> String {
    let scale = [1.0, 10, 100, 1000][digits]
    let whole = Int((value * scale).rounded())
    let rest = String(whole % Int(scale))
    return digits == 0
        ? "\(whole)"
        : "\(whole / Int(scale))." + String(repeating: "0", count: digits - rest.count) + rest
}

func medianMilliseconds(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func megabytes() -> Double { Double(PeakMemory.currentKilobytes ?? 0) / 1024 }
func peakMegabytes() -> Double { Double(PeakMemory.kilobytes ?? 0) / 1024 }

/// Which measurement: each runs in a process of its own, so that memory is its alone.
switch CommandLine.arguments.dropFirst().first {
case "delta": Measurements.deltas()
case "blocks": Measurements.blocks()
case "memory": Measurements.memory(deltas: Int(CommandLine.arguments[2]) ?? 30_000)
case "tiny": Measurements.tinyParagraphs()
case "transcript": Measurements.transcript()
case "one": Measurements.oneAnswer()
default:
    let program = CommandLine.arguments[0]
    for arguments in [
        ["delta"], ["blocks"], ["memory", "30000"], ["memory", "1000000"], ["tiny"],
        ["transcript"], ["one"],
    ] {
        Child.run(program, arguments)
    }
}
