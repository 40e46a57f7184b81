import LexiHome
import Testing

@Suite(.timeLimit(.minutes(5))) struct SettingsWatchTests {
    private func paths(_ folder: Folder) -> SettingsPaths {
        let home = folder.path
        return SettingsPaths { $0 == "XDG_CONFIG_HOME" ? home : nil }
    }

    @Test func `a change is seen once`() throws {
        let folder = try Folder()
        let file = try folder.write("", to: "config.toml")
        let watch = SettingsWatch(settingsFile: file, paths: paths(folder))
        #expect(!watch.takeChange())
        _ = try folder.write("theme = \"light\"\n", to: "config.toml")
        #expect(watch.takeChange())
        #expect(!watch.takeChange())
    }

    @Test func `themes that come and change are seen`() throws {
        let folder = try Folder()
        let watch = SettingsWatch(settingsFile: nil, paths: paths(folder))
        try folder.makeFolder("lexi/themes")
        #expect(!watch.takeChange())
        _ = try folder.write("", to: "lexi/themes/a.toml")
        #expect(watch.takeChange())
        _ = try folder.write("", to: "lexi/themes/notes.txt")
        #expect(!watch.takeChange())
        _ = try folder.write("extends = \"dark\"\n", to: "lexi/themes/a.toml")
        #expect(watch.takeChange())
    }

    #if os(Linux)
        @Test func `a change is told without being asked for`() async throws {
            let folder = try Folder()
            let file = "\(folder.path)/lexi/config.toml"
            let watch = SettingsWatch(settingsFile: file, paths: paths(folder))
            let (news, told) = AsyncStream.makeStream(of: Void.self)
            watch.start { told.yield() }
            // The folder is not there yet.
            try folder.makeFolder("lexi")
            var waiting = news.makeAsyncIterator()
            await waiting.next()
            _ = try folder.write("ascii = true\n", to: "lexi/config.toml")
            while !watch.takeChange() { await waiting.next() }
            #expect(!watch.takeChange())
        }
    #endif

    @Test func `the user's themes are the TOML files of their folder`() throws {
        let folder = try Folder()
        #expect(OwnThemeFile.all(in: paths(folder)) == [])
        try folder.makeFolder("lexi/themes")
        let mine = try folder.write("extends = \"dark\"\n", to: "lexi/themes/mine.toml")
        _ = try folder.write("x", to: "lexi/themes/README")
        _ = try folder.write("x", to: "lexi/themes/.hidden.toml")
        let found = OwnThemeFile.all(in: paths(folder))
        #expect(found.map(\.name) == ["mine"])
        #expect(found[0].path == mine)
        #expect(found[0].text == "extends = \"dark\"\n")
    }
}
