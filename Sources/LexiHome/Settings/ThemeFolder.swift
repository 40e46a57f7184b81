#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A theme file of the user's, `$XDG_CONFIG_HOME/lexi/themes/NAME.toml`.
public struct OwnThemeFile: Sendable, Hashable {
    /// The file's name without its ending.
    public let name: String
    public let path: String
    /// What is in it; `nil` when it cannot be read.
    public let text: String?
    /// Why it cannot be read, in words that follow the path.
    public let problem: String?

    /// More than any theme needs.
    static let maximumBytes = 1 << 20

    /// All that there are, in alphabetical order.
    public static func all(in paths: SettingsPaths) -> [OwnThemeFile] {
        guard let folder = paths.themesFolder, let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(cString: $0)
                }
            }
            if name.hasSuffix(".toml"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().map { read("\(folder)/\($0)", name: String($0.dropLast(5))) }
    }

    private static func read(_ path: String, name: String) -> OwnThemeFile {
        switch SmallFile.read(path, most: maximumBytes) {
        case .success(let file):
            let text = String(validating: file.bytes, as: UTF8.self)
            return OwnThemeFile(
                name: name, path: path, text: text,
                problem: text == nil ? "the file is not UTF-8" : nil)
        case .failure(let error):
            return OwnThemeFile(name: name, path: path, text: nil, problem: error.description)
        }
    }
}
