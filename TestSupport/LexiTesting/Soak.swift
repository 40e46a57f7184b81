import Foundation

/// How many made-up sessions a test runs: few in a suite that is to end soon, and as many as
/// `LEXI_RUNS` says when there is time (`make soak`).
public enum Soak {
    public static func seeds(_ usual: UInt64) -> Range<UInt64> {
        let asked = ProcessInfo.processInfo.environment["LEXI_RUNS"].flatMap { UInt64($0) }
        return 0..<(asked ?? usual)
    }
}
