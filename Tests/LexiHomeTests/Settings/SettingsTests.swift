import LexiAPI
import LexiHome
import Testing

@Suite struct SettingsTests {
    private static let paths = SettingsPaths { name in
        ["HOME": "/home/mara", "XDG_CONFIG_HOME": "/etc/mara"][name]
    }

    private func read(_ text: String) throws(SettingsError) -> Settings {
        try Settings(text: text, file: "/etc/mara/lexi/config.toml", paths: Self.paths)
    }

    @Test func `a whole file is read`() throws {
        let settings = try read(
            """
            profile = "work"
            theme = "light"
            ascii = true

            [timeouts]
            idle = 90

            [profiles.work]
            base_url = "https://lexi.firm.example/v1"
            api_key_file = "work.key"
            ca_file = "~/ca.pem"
            context = { contact = "contact-001", page = "/deals" }
            timeouts = { connect = 2.5, first_byte = 30, rate_limit = 0 }

            [profiles.other]
            api_key_command = ["pass", "show", "leadlex"]
            api_key_command_timeout = 5
            """)
        #expect(settings.profileName == "work")
        #expect(settings.theme == "light")
        #expect(settings.isASCII == true)
        #expect(settings.limits == WaitingLimits(idle: .seconds(90)))
        #expect(
            settings.profiles == [
                Profile(
                    name: "other",
                    keySource: .command(["pass", "show", "leadlex"], timeout: .seconds(5))
                ),
                Profile(
                    name: "work", baseURL: "https://lexi.firm.example/v1",
                    keySource: .file("/etc/mara/lexi/work.key"),
                    certificateAuthorityFile: "/home/mara/ca.pem",
                    context: ChatContext(contact: "contact-001", page: "/deals"),
                    limits: WaitingLimits(
                        connect: .milliseconds(2500), firstByte: .seconds(30), rateLimit: .zero)),
            ])
    }

    @Test(arguments: [
        ("thme = \"dark\"\n", "1:1: unknown name \"thme\"; did you mean \"theme\"?"),
        ("theme = 1\n", "1:1: theme must be a string"),
        ("ascii = \"yes\"\n", "1:1: ascii must be true or false"),
        ("ambiguous_width = 3\n", "1:1: ambiguous_width must be a number from 1 to 2"),
        ("ambiguous_width = 1.5\n", "1:1: ambiguous_width must be 1 or 2"),
        (
            "ambigous_width = 2\n",
            "1:1: unknown name \"ambigous_width\"; did you mean \"ambiguous_width\"?"
        ),
        (
            "[profiles.w]\nbase-url = \"x\"\n",
            "2:1: unknown name \"base-url\"; did you mean \"base_url\"?"
        ),
        ("profiles = 3\n", "1:1: profiles must be a table"),
        ("[profiles]\nw = 3\n", "2:1: w must be a table"),
        (
            "[profiles.w]\napi_key = \"wbk_hush\"\n",
            "2:1: a settings file is no place for a key: put it into a file of its own and name "
                + "that as api_key_file, or set LEXI_API_KEY"
        ),
        (
            "[profiles.w]\napi_key_file = \"a\"\napi_key_command = [\"b\"]\n",
            "3:1: either api_key_file or api_key_command, not both"
        ),
        (
            "[profiles.w]\napi_key_command = \"pass show x\"\n",
            "2:1: api_key_command must be an array of strings"
        ),
        (
            "[profiles.w]\napi_key_command = []\n",
            "2:1: api_key_command needs a program, such as [\"pass\", \"show\", \"leadlex\"]"
        ),
        (
            "[profiles.w]\napi_key_command_timeout = 3\n",
            "2:1: there is no api_key_command to wait for"
        ),
        ("[profiles.w]\napi_key_file = \"\"\n", "2:1: api_key_file is no path"),
        (
            "[profiles.w.context]\ncontract = \"c\"\n",
            "2:1: unknown name \"contract\"; did you mean \"contact\"?"
        ),
        (
            "[timeouts]\nidle = 0\n",
            "2:1: idle must be a number from 0.1 to 86400"
        ),
        (
            "profile = \"wrok\"\n[profiles.work]\n",
            "1:1: there is no profile \"wrok\"; did you mean \"work\"?"
        ),
        (
            "profile = \"work\"\n",
            "1:1: there is no profile \"work\"; it is defined by a table [profiles.work]"
        ),
    ]) func `a mistake is told with its place and what is right`(
        _ text: String, _ message: String
    ) {
        let error = #expect(throws: SettingsError.self) { try read(text) }
        #expect(error?.description == "/etc/mara/lexi/config.toml:\(message)")
        #expect(error?.description.contains("wbk_hush") == false)
    }

    @Test func `a profile is used by name, by choice, as default, or because it is the only one`()
        throws
    {
        let two = try read("[profiles.a]\n[profiles.b]\n")
        #expect(try two.profile(named: "b")?.name == "b")
        #expect(try two.profile(named: nil) == nil)
        #expect(
            try read("profile = \"b\"\n[profiles.a]\n[profiles.b]\n").profile(named: nil)?.name
                == "b")
        #expect(
            try read("[profiles.default]\n[profiles.b]\n").profile(named: nil)?.name == "default")
        #expect(try read("[profiles.only]\n").profile(named: nil)?.name == "only")
        #expect(try Settings().profile(named: nil) == nil)
    }

    @Test func `an unknown profile names the file and those there are`() throws {
        let settings = try read("[profiles.work]\n[profiles.home]\n")
        let near = #expect(throws: SettingsError.self) { try settings.profile(named: "wrok") }
        #expect(
            near?.description
                == "there is no profile \"wrok\" in /etc/mara/lexi/config.toml; did you mean \"work\"?"
        )
        let far = #expect(throws: SettingsError.self) { try settings.profile(named: "elsewhere") }
        #expect(
            far?.description
                == "there is no profile \"elsewhere\" in /etc/mara/lexi/config.toml; there are: home, work"
        )
    }

    @Test func `files lie where the specification says`() {
        let home = SettingsPaths { $0 == "HOME" ? "/home/mara" : nil }
        #expect(home.configurationFile == "/home/mara/.config/lexi/config.toml")
        #expect(home.logFile == "/home/mara/.local/state/lexi/lexi.log")
        let relative = SettingsPaths { ["HOME": "/h", "XDG_CONFIG_HOME": "here"][$0] }
        #expect(relative.configurationFile == "/h/.config/lexi/config.toml")
        #expect(SettingsPaths { _ in nil }.configurationFile == nil)
    }
}
