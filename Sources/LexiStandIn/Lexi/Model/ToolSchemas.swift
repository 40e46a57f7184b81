/// All tools as a model sees them. A tool without an entry is not offered.
enum ToolSchemas {
    static let all: [ToolSchema] = [
        ToolSchema(
            .contactsSearch,
            "Finds people by name or e-mail address. Without a query it counts all and lists the "
                + "first ones.",
            [ToolParameter("query", "Words of the name, or of the e-mail address")]),
        ToolSchema(.contactsGet, "Reads one person by id.", [id("contact")]),
        ToolSchema(
            .companiesSearch,
            "Finds organisations by name, city or industry. Without a query it counts all.",
            [ToolParameter("query", "Words of the name, city or industry")]),
        ToolSchema(
            .companiesGet, "Reads one organisation by id, with the people known there.",
            [id("company")]),
        ToolSchema(
            .dealsList, "Lists deals, each currency by value; what is given narrows it down.",
            [
                ToolParameter("status", "State", .choice(["open", "won", "lost"])),
                ToolParameter(
                    "stage", "Stage of the pipeline",
                    .choice(["lead", "qualified", "proposal", "negotiation", "won", "lost"])),
                ToolParameter("query", "Words of the name or description"),
                ToolParameter("company_id", "Deals of this company or its people"),
                ToolParameter("contact_id", "Deals with this main contact"),
                ToolParameter("owner_id", "Deals of this colleague"),
                ToolParameter("currency", "ISO 4217, for instance EUR"),
                ToolParameter("value_from", "The lowest value", .whole),
                ToolParameter("value_to", "The highest value", .whole),
                ToolParameter(
                    "order", "follow_up: by date of the next follow-up", .choice(["follow_up"])),
            ] + period("follow-up, or closing,")),
        ToolSchema(.dealsGet, "Reads one deal by id.", [id("deal")]),
        ToolSchema(
            .mattersList, "Lists matters, open ones first; what is given narrows it down.",
            [
                ToolParameter("status", "State", .choice(["open", "on hold", "closed"])),
                ToolParameter("query", "Words of the name, file number, area or summary"),
                ToolParameter("company_id", "Matters of this company or its people"),
                ToolParameter("contact_id", "Matters with this main contact"),
                ToolParameter("lead_id", "Matters led by this colleague"),
            ]),
        ToolSchema(.mattersGet, "Reads one matter by id.", [id("matter")]),
        ToolSchema(
            .notesSearch, "Finds notes by words and by the record they are on, newest first.",
            [ToolParameter("query", "Words that all occur in the note")] + links),
        ToolSchema(
            .tasksList, "Lists open tasks, the most urgent first.",
            [
                ToolParameter(
                    "due", "When they are due", .choice(["overdue", "next_7_days", "up_to_7_days"])),
                ToolParameter(
                    "priority", "Only these", .choice(["low", "medium", "high", "urgent"])),
                ToolParameter("assignee_id", "Tasks of this colleague"),
            ] + links + period("due")),
        ToolSchema(
            .meetingsList, "Lists meetings to come, the next first, or the last three past ones.",
            [
                ToolParameter("when", "past: those that have been", .choice(["past"])),
                ToolParameter("organizer_id", "Meetings of this colleague"),
            ] + links + period("")),
        ToolSchema(.pipelineSummary, "Adds open deals up by stage and currency."),
        ToolSchema(
            .activitiesList,
            "Lists notes, tasks, past meetings and what Lexi did, newest first, on one record or "
                + "on all.",
            links + period("")),
        ToolSchema(
            .changesList,
            "Lists contacts, deals and matters that came to be, changed or ended, newest first; "
                + "without days, in the last week.",
            period("")),
        ToolSchema(.usersList, "Lists everybody at the firm."),
        ToolSchema(.usersGet, "Reads one colleague by id.", [id("colleague")]),
        ToolSchema(
            .emailsDraft,
            "Drafts a mail to a contact from what the CRM holds. Nothing is sent.",
            [
                ToolParameter("contact_id", "Whom the mail is to").required,
                ToolParameter("about", "What it is about, in a few words"),
                ToolParameter("text", "What it has to say, where the user said so"),
                ToolParameter("deal_id", "The deal it is about"),
                ToolParameter("language", "The mail's language", .choice(["en", "de"])),
            ]
        ) { arguments, facts in arguments.merging(["sender_id": facts.user]) { $1 } },
        ToolSchema(
            .scheduleMeeting,
            "Puts a meeting into the calendar, unless its time has passed or is taken.",
            [
                ToolParameter("title", "A few words").required,
                ToolParameter("date", "The day", .day).required,
                ToolParameter("time", "When it begins, as 14:30").required,
                ToolParameter("minutes", "How long it lasts; 30 without it", .whole),
                ToolParameter("location", "Where it is"),
                ToolParameter("attendee_id", "A colleague who attends"),
            ] + links
        ) { arguments, facts in
            arguments.merging(["id": facts.id("meeting-"), "organizer_id": facts.user]) { $1 }
        },
        ToolSchema(
            .createNote, "Adds a note to a record.",
            [
                ToolParameter("title", "A few words").required,
                ToolParameter("content", "What is to be written down").required,
            ] + links
        ) { arguments, facts in
            arguments.merging(["id": facts.id("note-"), "author_id": facts.user]) { $1 }
        },
        ToolSchema(
            .createTask, "Adds a task for the user or a colleague.",
            [
                ToolParameter("title", "What is to be done").required,
                ToolParameter("due_date", "When it is due", .day),
                ToolParameter("assignee_id", "The colleague it is for; without it, the user"),
            ] + links
        ) { arguments, facts in
            arguments.merging(["id": facts.id("task-")]) { $1 }
                .merging(["assignee_id": facts.user]) { given, _ in given }
        },
        ToolSchema(
            .proposeTask,
            "Prepares what needs the user's approval and is only done after it: a prospect "
                + "search, the start of a campaign, a change of a contact, a change of a list.",
            ProposedTask.parameters
        ) { (arguments, facts) throws(ToolArgumentError) in
            try ProposedTask.complete(arguments, facts)
        },
    ]

    /// By the name on the wire, also as the CRM spells it.
    static func named(_ name: String) -> ToolSchema? {
        let wanted = ToolSchema.wireName(name)
        return all.first { $0.wireName == wanted }
    }

    private static func id(_ kind: String) -> ToolParameter {
        ToolParameter("id", "The \(kind)'s id, as found by another tool").required
    }

    /// What an activity may hang on.
    static let links = ["contact", "company", "deal", "matter"].map {
        ToolParameter("\($0)_id", "The \($0) it is on")
    }

    static func period(_ what: String) -> [ToolParameter] {
        [
            ToolParameter("from", "The first \(what) day".replacing("  ", with: " "), .day),
            ToolParameter("to", "The last \(what) day".replacing("  ", with: " "), .day),
        ]
    }
}
