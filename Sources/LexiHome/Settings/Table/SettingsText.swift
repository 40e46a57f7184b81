/// The texts that are made from the table of settings.
public enum SettingsText {
    /// The profile that stands for any in examples.
    private static let exampleProfile = "work"

    /// A settings file with every setting and its standard value, all of it commented out.
    ///
    /// Explanations begin with `# `; a line that begins with `#` and no space is a setting.
    public static func template(_ sections: [SettingSection] = SettingSection.all) -> String {
        var text = """
            # Settings of lexi. Nothing here is needed: each line shows what holds without it, or an
            # example where that is nothing. Take away the "#" before a setting, and before the
            # [table] that it is in, to change it. Afterwards: lexi config check

            """
        for section in sections {
            let table = section.table.replacing("NAME", with: exampleProfile)
            text += "\n"
            if !table.isEmpty { text += "\n" }
            text += comment(section.summary)
            if !table.isEmpty { text += "#[\(table)]\n" }
            for row in section.rows {
                text += "\n" + comment(row.summary)
                text += comment("\(capitalized(row.values)); \(standard(row)).")
                text += "#\(row.name) = \(row.example)\n"
            }
        }
        return text
    }

    /// The page of the documentation.
    public static func page(_ sections: [SettingSection] = SettingSection.all) -> String {
        var text = """
            # Settings

            `lexi config path` says where the settings file is: `$XDG_CONFIG_HOME/lexi/config.toml`,
            which is `~/.config/lexi/config.toml` where nothing else is set. It is
            [TOML](https://toml.io), and none of it is needed.

            - `lexi config init` writes one with every setting in it, commented out.
            - `lexi config check` names every mistake with its line and column.
            - `lexi config show` says what holds, and where it comes from.

            An open dashboard takes up what changes in the file. An API key is never in it: name the
            file that holds the key, or the program that prints it.

            The dashboard's keys are set in the table `[keys]`, whose rows are in [keys.md](keys.md).

            This page is made from the table of settings: `LEXI_RECORD=1 swift test --filter
            SettingsText` renews it.

            """
        for section in sections {
            text += "\n## " + (section.table.isEmpty ? "Top of the file" : "`[\(section.table)]`")
            text += "\n\n\(section.summary)\n\n"
            text += "| setting | is | without it | does |\n|---|---|---|---|\n"
            for row in section.rows {
                let standard = row.standard == row.example ? "`\(row.standard)`" : row.standard
                let cells = ["`\(row.name)`", row.values, standard, row.summary]
                text += "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")
                text += " |\n"
            }
        }
        return text
    }

    private static func standard(_ row: SettingRow) -> String {
        row.standard == "none" ? "not set by default" : "by default \(row.standard)"
    }

    private static func capitalized(_ words: String) -> String {
        words.prefix(1).uppercased() + words.dropFirst()
    }

    /// Comment lines of at most 90 columns; all of this is ASCII.
    private static func comment(_ words: String) -> String {
        var lines: [String] = []
        var line = "#"
        for word in words.split(separator: " ") {
            if line.utf8.count + 1 + word.utf8.count > 90 {
                lines.append(line)
                line = "#"
            }
            line += " " + word
        }
        return (lines + [line]).map { $0 + "\n" }.joined()
    }
}
