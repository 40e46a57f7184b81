#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Finds line ends (LF or CR) in one chunk.
///
/// Where the next one of each kind lies is remembered, so a chunk that has only one kind is
/// searched for the other once and not once a line.
struct LineEndScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    // The chunk's end stands for "none".
    private var nextLineFeed = -1
    private var nextCarriageReturn = -1

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The offset of the first LF or CR at `position` or behind it; positions may only rise.
    @inline(__always)
    mutating func firstLineEnd(from position: Int) -> Int? {
        if nextLineFeed < position { nextLineFeed = find(.lineFeed, from: position) }
        if nextCarriageReturn < position {
            nextCarriageReturn = find(.carriageReturn, from: position)
        }
        let end = min(nextLineFeed, nextCarriageReturn)
        return end < bytes.count ? end : nil
    }

    @inline(__always)
    private func find(_ byte: UInt8, from position: Int) -> Int {
        guard position < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + position, Int32(byte), bytes.count - position)
        else { return bytes.count }
        return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
    }
}
