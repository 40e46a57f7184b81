#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Checks a property with generated inputs: a moment long in the test suite, as long as wanted
/// with `make fuzz`.
///
/// Each round has a seed of its own, so that one round can be run again alone:
/// `LEXI_FUZZ_SEED=SEED LEXI_FUZZ_ROUNDS=1`. What a round that traps or hangs was about is in the
/// file `LEXI_FUZZ_FOLDER/NAME`, if that variable names a folder.
public enum Fuzz {
    /// An input for which the property does not hold.
    public struct Finding: Error, CustomStringConvertible {
        public var description: String
    }

    /// Runs the property until it fails.
    ///
    /// - Parameters:
    ///   - name: The property's name, for reports; fit for a file name.
    ///   - rounds: How many rounds the test suite runs.
    ///   - mutator: Where the inputs come from.
    ///   - check: What differs from what it should be, or `nil`. It may draw random numbers, for
    ///     instance to cut the input, and is given the same ones for the same round.
    /// - Throws: ``Finding`` with the seed and the smallest input that still fails.
    public static func run(
        _ name: String, rounds: Int, _ mutator: ByteMutator,
        check: (_ input: [UInt8], _ random: inout SeededGenerator) throws -> String?
    ) throws {
        let start = number("LEXI_FUZZ_SEED") ?? 1
        let log = RoundLog(name)
        for round in 0..<(number("LEXI_FUZZ_ROUNDS") ?? UInt64(rounds)) {
            let seed = start &+ round
            var random = SeededGenerator(seed: seed)
            let input = mutator.input(using: &random)
            let state = random
            func fault(_ input: [UInt8]) -> String? {
                var random = state
                log?.begin(seed: seed, input)
                do {
                    return try check(input, &random)
                } catch {
                    return "threw \(error)"
                }
            }
            guard let first = fault(input) else { continue }
            let smallest = shrink(input) { fault($0) != nil }
            // What only shows behind other rounds may not show again.
            let reason = fault(smallest) ?? "\(first), once only"
            log?.end()
            throw Finding(
                description: "\(name), seed \(seed): \(reason)\n"
                    + "  input: \(smallest)\n"
                    + "  as text: \(String(decoding: smallest, as: UTF8.self).debugDescription)")
        }
        log?.end()
    }

    /// Leaves out whatever can be left out, in ever smaller pieces.
    private static func shrink(_ input: [UInt8], while fails: ([UInt8]) -> Bool) -> [UInt8] {
        var smallest = input
        var length = max(1, input.count / 2)
        while true {
            var start = 0
            while start < smallest.count {
                var candidate = smallest
                candidate.removeSubrange(start..<min(start + length, candidate.count))
                if fails(candidate) { smallest = candidate } else { start += length }
            }
            if length == 1 { return smallest }
            length /= 2
        }
    }

    private static func number(_ variable: String) -> UInt64? {
        getenv(variable).flatMap { UInt64(String(cString: $0)) }
    }
}

/// The round being run, in a file that outlives the process.
private struct RoundLog {
    private let path: String
    private let file: Int32

    init?(_ name: String) {
        guard let folder = getenv("LEXI_FUZZ_FOLDER") else { return nil }
        path = String(cString: folder) + "/" + name
        file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard file >= 0 else { return nil }
    }

    func begin(seed: UInt64, _ input: [UInt8]) {
        let text = Array("seed \(seed)\n\(input)\n".utf8)
        _ = ftruncate(file, 0)
        _ = pwrite(file, text, text.count, 0)
    }

    func end() {
        _ = close(file)
        _ = unlink(path)
    }
}
