internal import Foundation

/// The process's resident memory as Linux counts it.
package enum PeakMemory {
    /// Makes the present use the peak from which ``kilobytes`` counts on.
    package static func reset() {
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
        file.write(Data("5".utf8))
    }

    /// The largest use since ``reset()``; `nil` where the system does not tell.
    package static var kilobytes: Int? { field("VmHWM:") }

    /// The use now.
    package static var currentKilobytes: Int? { field("VmRSS:") }

    private static func field(_ name: String) -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })
        else { return nil }
        return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
    }
}
