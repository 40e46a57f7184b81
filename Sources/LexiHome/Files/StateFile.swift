/// Small files that the program writes for itself.
public enum StateFile {
    /// The text of a file.
    ///
    /// - Returns: `nil` when there is none.
    /// - Throws: ``SettingsError`` when it cannot be read or is no small text.
    public static func text(_ path: String) throws(SettingsError) -> String? {
        switch SmallFile.read(path, most: 1 << 16) {
        case .success(let file):
            guard let text = String(validating: file.bytes, as: UTF8.self) else {
                throw SettingsError("\(path): the file is not UTF-8")
            }
            return text
        case .failure(let error) where error.isMissing: return nil
        case .failure(let error): throw SettingsError("\(path): \(error)")
        }
    }
}
