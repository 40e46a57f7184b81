import ArgumentParser
import LexiAPI

/// An API key that was pasted where something else belongs, which is shown, sent and logged as it
/// is.
enum PastedKey {
    /// - Parameter arguments: What was given, by what the user calls it.
    /// - Throws: ``ArgumentParser/ValidationError`` where there is an API key of LeadLex in one. It
    ///   is not told.
    static func refuse(_ arguments: KeyValuePairs<String, String?>) throws {
        for (name, value) in arguments where value.map({ Secret.withoutKeys($0) != $0 }) == true {
            throw ValidationError(
                "\(name) was given what looks like an API key, which would be shown. Nothing was "
                    + "sent. The key belongs into LEXI_API_KEY.")
        }
    }
}
