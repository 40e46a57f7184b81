import LexiHome
import Testing

@Suite struct SettingsFileTests {
    private func paths(_ folder: Folder) -> SettingsPaths {
        let home = folder.path
        return SettingsPaths { $0 == "HOME" ? home : nil }
    }

    @Test func `no file means no settings, unless one was asked for`() throws {
        let folder = try Folder()
        #expect(try Settings(paths: paths(folder)) == Settings())
        let path = "\(folder.path)/none.toml"
        let error = #expect(throws: SettingsError.self) {
            try Settings(explicitPath: path, paths: paths(folder))
        }
        #expect(error?.description == "\(path): No such file or directory")
    }

    @Test func `relative paths are relative to the file`() throws {
        let folder = try Folder()
        let path = try folder.write(
            "[profiles.w]\napi_key_file = \"keys/w\"\n", to: "config.toml")
        let settings = try Settings(explicitPath: path, paths: paths(folder))
        #expect(settings.file == path)
        #expect(settings.profiles[0].keySource == .file("\(folder.path)/keys/w"))
    }

    @Test func `a file that others may change has no say in where the key goes`() throws {
        let folder = try Folder()
        let text = "[profiles.w]\napi_key_command = [\"true\"]\n"
        let path = try folder.write(text, to: "config.toml", mode: 0o664)
        let error = #expect(throws: SettingsError.self) {
            try Settings(explicitPath: path, paths: paths(folder))
        }
        #expect(
            error?.description
                == "\(path): others may change this file, and its profiles decide where your key is "
                + "sent; run: chmod go-w \(path)")
        let harmless = try folder.write("theme = \"light\"\n", to: "harmless.toml", mode: 0o664)
        #expect(try Settings(explicitPath: harmless, paths: paths(folder)).theme == "light")
    }

    @Test func `what is no text is refused`() throws {
        let folder = try Folder()
        #expect(throws: SettingsError.self) {
            try Settings(explicitPath: folder.path, paths: paths(folder))
        }
        let path = try folder.write("theme = \"a\0b\"", to: "nul.toml")
        let error = #expect(throws: SettingsError.self) {
            try Settings(explicitPath: path, paths: paths(folder))
        }
        #expect(error?.description == "\(path): the file holds a NUL and is no text")
    }
}
