import Foundation

/// Makes the ids the API hands out.
enum Identifiers {
    /// A ULID: 26 characters of Crockford's base 32, sorted by time, the rest random.
    static func ulid(at date: Date) -> String {
        var characters: [Character] = []
        var milliseconds = UInt64(max(0, date.timeIntervalSince1970 * 1_000))
        for _ in 0..<10 {
            characters.insert(crockford[Int(milliseconds & 31)], at: 0)
            milliseconds >>= 5
        }
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<16 {
            characters.append(crockford[Int(generator.next() & 31)])
        }
        return String(characters)
    }

    static func conversation() -> String { UUID().uuidString.lowercased() }

    /// A key as the page "api-keys/create" shows them: `wbk_live_` and 32 alphanumerics.
    static func apiKey() -> String {
        var generator = SystemRandomNumberGenerator()
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return "wbk_live_"
            + String((0..<32).map { _ in letters[Int.random(in: 0..<36, using: &generator)] })
    }

    private static let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
}
