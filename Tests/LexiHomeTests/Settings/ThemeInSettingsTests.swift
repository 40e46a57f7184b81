import LexiHome
import Testing

@Suite struct ThemeInSettingsTests {
    @Test(arguments: [
        ("", "theme = \"nord\"\n"),
        ("theme = \"dark\"\n", "theme = \"nord\"\n"),
        ("theme='dark' # mine\n", "theme=\"nord\" # mine\n"),
        ("# a\n  theme  =  \"dark\"\nascii = true", "# a\n  theme  =  \"nord\"\nascii = true\n"),
        ("\"theme\" = \"dark\"\n", "\"theme\" = \"nord\"\n"),
        ("ascii = true\n", "ascii = true\ntheme = \"nord\"\n"),
        (
            "# about\n\n# for all\n[timeouts]\nidle = 1\n",
            "# about\n\ntheme = \"nord\"\n\n# for all\n[timeouts]\nidle = 1\n"
        ),
        (
            "# The colours.\n#theme = \"dark\"\n\n#[timeouts]\n",
            "# The colours.\n#theme = \"dark\"\ntheme = \"nord\"\n\n#[timeouts]\n"
        ),
        // What looks like the setting, but stands in a table, is another.
        (
            "[profiles.w]\n#theme = \"x\"\n",
            "theme = \"nord\"\n\n[profiles.w]\n#theme = \"x\"\n"
        ),
        (
            "s = \"\"\"\ntheme = \"a\"\n\"\"\"\n",
            "s = \"\"\"\ntheme = \"a\"\n\"\"\"\ntheme = \"nord\"\n"
        ),
    ]) func `a theme is put into the file, and all else stays`(_ before: String, _ after: String) {
        #expect(SettingsText.text(before, withTheme: "nord") == after)
    }

    @Test(arguments: [
        "theme = \"\"\"dark\"\"\"\n", "theme = \"\"\"\ndark\"\"\"\n", "theme = \"a\\\"b\"\n",
        "theme = \n", "theme = 3\n", "[theme]\n",
    ]) func `what is not understood is left alone`(_ text: String) {
        #expect(SettingsText.text(text, withTheme: "nord") == nil)
    }

    @Test func `a file to begin with takes a theme beside its example`() throws {
        let text = try #require(SettingsText.text(SettingsText.template(), withTheme: "nord"))
        #expect(text.contains("#theme = \"dark\"\ntheme = \"nord\"\n"))
        #expect(
            text.count == SettingsText.template().count + "theme = \"nord\"\n".count)
    }

    @Test func `the name is quoted`() throws {
        let text = try #require(SettingsText.text("", withTheme: "a\"b\\"))
        #expect(text == "theme = \"a\\\"b\\\\\"\n")
    }
}
