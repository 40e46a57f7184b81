import LexiHome
import Testing

@Suite struct KeyInSettingsTests {
    private let paths = SettingsPaths { $0 == "HOME" ? "/h" : nil }
    private let file = "/h/.config/lexi/config.toml"

    private func text(
        _ before: String, profile: String = "default", baseURL: String? = nil
    ) -> String? {
        SettingsText.text(
            before,
            adding: ProfileKey(profile: profile, keyFile: "default.key", baseURL: baseURL),
            file: file, paths: paths)
    }

    private static let table = "[profiles.default]\napi_key_file = \"default.key\"\n"

    private static let additions: [(String, String)] = [
        ("", table),
        ("theme = \"dark\" # mine\n", "theme = \"dark\" # mine\n\n" + table),
        ("# no line end", "# no line end\n\n" + table),
        ("[timeouts]\nidle = 1\n", "[timeouts]\nidle = 1\n\n" + table),
        (
            "[profiles.default] # mine\nbase_url = \"https://x.example\"\n\n[timeouts]\n",
            "[profiles.default] # mine\napi_key_file = \"default.key\"\n"
                + "base_url = \"https://x.example\"\n\n[timeouts]\n"
        ),
        // The profile is there by its parts alone.
        (
            "[profiles.default.context]\ncontact = \"c\"\n",
            "[profiles.default.context]\ncontact = \"c\"\n\n" + table
        ),
        (
            "ascii = true\r\n",
            "ascii = true\r\n\r\n[profiles.default]\r\napi_key_file = \"default.key\"\r\n"
        ),
        // What is wrong elsewhere stays as wrong as it was.
        ("thme = \"dark\"\n", "thme = \"dark\"\n\n" + table),
    ]

    @Test(arguments: additions) func `a key file is named, and all else stays`(
        _ before: String, _ after: String
    ) {
        #expect(text(before) == after)
    }

    @Test func `a file to begin with keeps every line`() throws {
        let template = SettingsText.template()
        #expect(text(template) == template + "\n" + Self.table)
    }

    @Test func `a profile of its own name is added to where it stands`() {
        let before = "[profiles.a]\n[profiles.\"my own\"]\nca_file = \"x\"\n[profiles.z]\n"
        #expect(
            text(before, profile: "my own")
                == "[profiles.a]\n[profiles.\"my own\"]\napi_key_file = \"default.key\"\n"
                + "ca_file = \"x\"\n[profiles.z]\n")
        #expect(
            text("", profile: "my own")
                == "[profiles.\"my own\"]\napi_key_file = \"default.key\"\n")
    }

    @Test func `the address that the key is for stands beside it`() {
        #expect(
            text("", baseURL: "https://x.example/v1")
                == "[profiles.default]\nbase_url = \"https://x.example/v1\"\n"
                + "api_key_file = \"default.key\"\n")
    }

    @Test(arguments: [
        "theme = \n", "profiles = 3\n", "[[profiles]]\n",
        // Written in one line, nothing can be put below a heading, nor the table be opened again.
        "profiles = { default = { base_url = \"https://x.example\" } }\n",
        "profiles.default = { ca_file = \"x\" }\n",
        // A key that is there is not lost.
        "[profiles.default]\napi_key_file = \"mine.key\"\n",
        "[profiles.default]\napi_key_command = [\"pass\"]\n",
    ]) func `what is not understood is left alone`(_ before: String) {
        #expect(text(before) == nil)
    }

    @Test func `a file that others may change is not to name a key`() throws {
        let folder = try Folder()
        let file = try folder.write("ascii = true\n", to: "config.toml", mode: 0o664)
        let key = ProfileKey(profile: "default", keyFile: "default.key")
        #expect(
            SettingsText.change(file, adding: key, paths: paths)
                == .unreadable("others may change this file; run: chmod go-w \(file)"))
        let mine = try folder.write("ascii = true\n", to: "mine.toml", mode: 0o644)
        #expect(
            SettingsText.change(mine, adding: key, paths: paths)
                == .changed("ascii = true\n\n" + Self.table))
        #expect(
            SettingsText.change(folder.path + "/none.toml", adding: key, paths: paths)
                == .changed(Self.table))
    }
}
