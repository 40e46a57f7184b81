/// How the user's terminal takes text, by the locale (POSIX, "Environment Variables").
enum LocaleEncoding {
    /// Whether it is UTF-8. A locale that nobody set says nothing; terminals of today are.
    static var isUnicode: Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = ProcessEnvironment.value(name) else { continue }
            let encoding = value.lowercased().filter { $0 != "-" }
            return encoding.contains("utf8")
        }
        return true
    }
}
