import LexiSession

extension UniqueID {
    /// 128 bits of the system's random source.
    static func randomBits() -> (UInt64, UInt64) {
        (.random(in: 0 ... .max), .random(in: 0 ... .max))
    }

    /// A name that nobody else makes.
    static func random() -> UniqueID { UniqueID(random: randomBits()) }
}
