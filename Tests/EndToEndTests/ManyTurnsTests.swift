import Foundation
import LexiTesting
import Testing

@Suite(.ownThreads) struct ManyTurnsTests {
    /// One process, because the memory of this one belongs to all tests that run beside.
    @Test(.timeLimit(.minutes(5)))
    func `a hundred turns at once all complete, and memory stays flat over rounds of them`() throws
    {
        let pipe = Pipe()
        let process = try ChildProcess(
            executable: BuiltProduct.path(of: "lexi-many-turns"), arguments: ["100", "4"],
            environment: ["HOME": NSHomeDirectory()],
            output: pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForWriting.close()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        #expect(process.waitUntilExit() == 0)
        let rounds = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(rounds.count == 4)
        var peaks: [Int] = []
        for line in rounds {
            #expect(line.contains(": 100 completed, 0 others, 1 answers, "), "\(line)")
            let words = line.split(separator: " ")
            peaks.append(try #require(Int(words[words.count - 2]), "\(line)"))
        }
        // The first round fills caches and pools; 300 more turns must find room in what is there.
        #expect(peaks[3] - peaks[0] < 6 << 10, "\(peaks) KB")
    }
}
