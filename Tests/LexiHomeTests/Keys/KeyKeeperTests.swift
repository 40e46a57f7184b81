import Foundation
import LexiAPI
import LexiHome
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct KeyKeeperTests {
    private let home = StateFolder()
    private let key = Secret("wbk_live_abc")
    private var paths: SettingsPaths {
        SettingsPaths { [path = home.path] in $0 == "HOME" ? path : nil }
    }

    private func service(
        _ profile: Profile? = nil, unchosen: [String] = [], isHosted: Bool = true,
        hasEnvironmentKey: Bool = false
    ) -> KeyKeeper.Service {
        KeyKeeper.Service(
            profile: profile, unchosen: unchosen, baseURL: "https://a.example/v1",
            baseURLOrigin: "--base-url", isHosted: isHosted,
            hasEnvironmentKey: hasEnvironmentKey)
    }

    private func keeper(_ service: KeyKeeper.Service) -> KeyKeeper {
        KeyKeeper(service, settingsFile: paths.configurationFile, paths: paths)
    }

    @Test func `a key goes into a file of its own, which the settings name`() throws {
        let keeper = keeper(service())
        let file = home.path + "/.config/lexi/default.key"
        #expect(
            keeper.keeping
                == .offered(
                    file: file,
                    remark: "Nobody else can read it. config.toml beside it will name it."))
        let kept = try keeper.keep(key)
        #expect(kept.file == file && kept.profile == "default" && kept.rest == nil)
        #expect(try home.text(".config/lexi/default.key") == "wbk_live_abc\n")
        #expect(
            try home.text(".config/lexi/config.toml")
                == "[profiles.default]\napi_key_file = \"default.key\"\n")
        #expect(try home.mode(".config/lexi") == 0o700)
        #expect(try home.mode(".config/lexi/default.key") == 0o600)
    }

    @Test func `the file that a profile names is replaced, and closed to others`() throws {
        try home.write("old\n", to: "keys/mine")
        let file = home.path + "/keys/mine"
        chmod(file, 0o644)
        let keeper = keeper(service(Profile(name: "work", keySource: .file(file))))
        #expect(
            keeper.keeping
                == .offered(file: file, remark: "It takes the place of the key that is there."))
        #expect(try keeper.keep(key) == KeyKeeper.Kept(file: file, profile: "work"))
        #expect(try home.text("keys/mine") == "wbk_live_abc\n")
        #expect(try home.mode("keys/mine") == 0o600)
    }

    @Test func `a key of another address is not kept in a profile`() {
        let profile = Profile(name: "work", baseURL: "https://b.example/v1")
        #expect(
            keeper(service(profile, isHosted: false)).keeping
                == .impossible(
                    "It is for the address that --base-url names, which is not that of profile "
                        + "work."))
        #expect(throws: KeyKeeper.Problem.self) {
            try keeper(service(unchosen: ["a", "b"])).keep(key)
        }
    }

    @Test func `settings that cannot be written leave no key behind`() throws {
        try home.write("ascii = ", to: ".config/lexi/config.toml")
        chmod(home.path + "/.config/lexi/config.toml", 0o622)
        let problem = #expect(throws: KeyKeeper.Problem.self) {
            try keeper(service()).keep(key)
        }
        #expect(problem?.reason.contains("others may change this file") == true)
        #expect(home.names(".config/lexi") == ["config.toml"])
    }
}
