internal import CSpawn
internal import Glibc
internal import Synchronization

/// A program that asks one question and prints the answer, beside curl.
struct Headless {
    let program: Program
    let server: StreamServer
    var results = Results()

    /// Starts it some times: milliseconds until its request had arrived, and of processor time.
    mutating func measure(times: Int) {
        var toWire: [Double] = []
        var cpu: [Double] = []
        for _ in 0..<times {
            server.requestedAt.store(0, ordering: .releasing)
            let began = now()
            let identifier = Client.spawn(program, standardStreams: Array("/dev/null".utf8CString))
            var usage = rusage()
            var status: Int32 = 0
            wait4(identifier, &status, 0, &usage)
            precondition(status == 0, "\(program.path) failed: \(status)")
            toWire.append(Double(server.requestedAt.load(ordering: .acquiring) - began) / 1e6)
            cpu.append(Self.milliseconds(usage.ru_utime) + Self.milliseconds(usage.ru_stime))
        }
        results.add("headless wire", toWire.percentile(0.5))
        results.add("headless cpu", cpu.percentile(0.5))
    }

    private static func milliseconds(_ time: timeval) -> Double {
        Double(time.tv_sec) * 1000 + Double(time.tv_usec) / 1000
    }
}
