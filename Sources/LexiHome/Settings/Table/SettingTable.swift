internal import LexiAPI

// The table of all settings. A new one is a property of its target and an entry here.

extension Setting where Target == Settings {
    /// Those that stand at the top of the file.
    static let general: [Setting] = [
        .text(
            "profile", \.profileName, values: "the name of a profile",
            standard: "the profile called default, or the only one", example: "\"work\"",
            "The profile that is used without --profile and LEXI_PROFILE."),
        .text(
            "theme", \.theme, values: "the name of a theme, or auto", standard: "\"auto\"",
            example: "\"dark\"",
            "The colours; `lexi themes` shows each. auto is dark or light as the terminal's "
                + "background is."),
        .flag(
            "ascii", \.isASCII,
            standard: "false, but true on terminals of before Unicode and in locales without UTF-8",
            example: "false", "Draws with ASCII characters alone; others become the nearest."),
        .oneOrTwo(
            "ambiguous_width", \.ambiguousWidth, standard: 1,
            "How many columns the terminal gives to characters of ambiguous width, such as Greek "
                + "letters; with 2, lines and marks are drawn with ASCII characters."),
        .flag(
            "motion", \.hasMotion, standard: "true",
            "With false nothing on the screen turns: what runs has a mark that stands still, and "
                + "times go on once a second, besides whenever something happens."),
        .flag(
            "mouse", \.hasMouse, standard: "false",
            "Whether the dashboard begins with the mouse on, as the action `mouse` (F2) switches "
                + "it. The terminal then selects text only while Shift is held, in most cases."),
        .choice(
            "thinking", \.thinking, standard: .live, otherwise: "as it was left, at first live",
            "How thoughts are shown: open while a turn runs and one line when it has ended (live), "
                + "always open, or always one line (hidden)."),
        .choice(
            "clipboard", \.clipboard, standard: .osc52,
            "Where copies go: to the terminal's clipboard (OSC 52; to a file where that cannot "
                + "be), to the file copied.txt in the state folder, or to both."),
        .choice(
            "notify", \.notify, standard: .auto,
            "How the end of a run is told while another window has the focus, where the terminal "
                + "reports that: auto notifies on Ghostty, WezTerm, foot, iTerm2 and kitty, and "
                + "rings the bell elsewhere and in tmux; bell, osc9 and osc777 do that one thing, "
                + "also for another tab of the window in focus (in tmux, osc9 and osc777 need its "
                + "allow-passthrough). The tab is marked in any case."),
        .flag(
            "history", \.keepsHistory, standard: "true",
            "Whether what happens is kept in the state folder: conversations with the tabs they are "
                + "open in, what was sent, and what was not sent yet. With false nothing is added "
                + "there, and no tab of before is opened; what is there already stays, and messages "
                + "of before still come back. `--no-history` is the same for one run."),
    ]
}

extension Setting where Target == WaitingLimits {
    /// Those of the tables called `timeouts`.
    static let timeouts: [Setting] = [
        .seconds(
            "connect", \.connect, 0.1...86_400, standard: "10",
            "How long is waited for a connection."),
        .seconds(
            "first_byte", \.firstByte, 0.1...86_400, standard: "60",
            "How long is waited for the response to begin."),
        .seconds(
            "idle", \.idle, 0.1...86_400, standard: "120",
            "How long is waited between two pieces of an answer."),
        .seconds(
            "rate_limit", \.rateLimit, 0...86_400, standard: "60",
            "How long a rate limit is waited out, over a whole turn; one that lasts longer fails "
                + "at once."),
    ]
}

extension Setting where Target == ProfileDraft {
    /// Those of a profile.
    static let profile: [Setting] = [
        .text(
            "base_url", \.baseURL, values: "an http or https URL", standard: "the hosted API",
            example: "\"https://lexi.firm.example/v1\"", "Where the API is."),
        .path(
            "api_key_file", \.keyFile, example: "\"work.key\"",
            "A file that holds the API key and nothing else; nobody else may read it (chmod 600)."),
        .strings(
            "api_key_command", \.keyCommand, example: "[\"pass\", \"show\", \"leadlex\"]",
            "A program and its arguments that prints the API key, run without a shell; instead of "
                + "api_key_file."),
        .seconds(
            "api_key_command_timeout", \.keyTimeout, 0.1...3600, standard: "30",
            "How long api_key_command may take."),
        .path(
            "ca_file", \.certificateAuthorityFile, standard: "the system's alone",
            example: "\"~/firm-ca.pem\"",
            "Certificate authorities, in PEM form, that are trusted besides the system's."),
    ]
}

extension Setting where Target == ChatContext {
    /// What is in focus by default.
    static let context: [Setting] = [
        focus("contact", \.[.contact], "\"contact-001\"", "The ID of the contact in focus."),
        focus("deal", \.[.deal], "\"deal-001\"", "The ID of the deal in focus."),
        focus("matter", \.[.matter], "\"matter-001\"", "The ID of the matter in focus."),
        focus("company", \.[.company], "\"company-001\"", "The ID of the company in focus."),
        focus("page", \.[.page], "\"/deals\"", "The page of the CRM that is taken to be open."),
    ]

    private static func focus(
        _ name: String, _ property: Property<ChatContext, String>,
        _ example: String, _ summary: String
    ) -> Setting {
        .text(name, property, example: example, summary)
    }
}
