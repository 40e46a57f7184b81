/// Texts of seeded notes, tasks and meetings.
///
/// `{contact}`, `{company}` and `{subject}` (a deal or matter) are filled in when seeding.
enum SeedActivities {
    struct NoteText {
        var title: String
        var type: String
        var text: String
    }

    static let notes: [NoteText] = [
        .init(
            title: "Call on {subject}", type: "call",
            text:
                "{contact} called about {subject}. Wants a fee estimate in writing before the board meets; a cap matters more than the rate."
        ),
        .init(
            title: "Meeting at {company}", type: "meeting",
            text:
                "Met {contact} on site. Decision lies with the managing directors; {contact} prepares the paper. Next step: our draft timetable."
        ),
        .init(
            title: "Budget", type: "email",
            text:
                "{contact} confirms that the budget for {subject} is approved for this quarter. Purchase order follows."
        ),
        .init(
            title: "Conflict check", type: "general",
            text:
                "Conflict check for {subject} completed without a hit. Second check needed if a co-investor joins."
        ),
        .init(
            title: "Rückruf {contact}", type: "call",
            text:
                "{contact} bittet um Rückruf nach 16 Uhr. Es geht um die Haftungsgrenze im Entwurf; die Gegenseite will sie streichen."
        ),
        .init(
            title: "Draft sent", type: "email",
            text:
                "Sent the second draft for {subject}. Open points: liability cap, governing law, notice periods."
        ),
        .init(
            title: "Referral", type: "general",
            text:
                "{contact} mentioned that a sister company may need employment advice. Ask again in spring."
        ),
        .init(
            title: "Lunch with {contact}", type: "meeting",
            text:
                "Good lunch 🍝. {contact} is content with the team, less so with the time our invoices take."
        ),
        .init(
            title: "Team feedback", type: "general",
            text:
                "Feedback from {company}: quick answers praised 👍. The two engineers 👩‍💻👨‍💻 on their side want shorter memos."
        ),
        .init(
            title: "Aktenvermerk {subject}", type: "general",
            text:
                "Besprechung mit {contact}: Zuständigkeit des Landgerichts geklärt, Frist zur Stellungnahme läuft. Größere Risiken beim Nachweis des Schadens."
        ),
        .init(
            title: "Competing offer", type: "call",
            text:
                "{contact} has a second offer from a larger firm, about 15 % cheaper, but no partner time. Sees us ahead on sector knowledge."
        ),
        .init(
            title: "Documents received", type: "email",
            text:
                "{company} uploaded the first part of the data room for {subject}: 214 files, two of them unreadable."
        ),
    ]

    static let tasks: [String] = [
        "Send fee estimate for {subject}", "Call {contact} about {subject}",
        "Prepare draft for {subject}", "Review comments of {company} on {subject}",
        "Entwurf zu {subject} abstimmen", "Update the conflict check for {subject}",
        "Collect missing documents for {subject}", "Book time with {contact}",
        "Rechnung an {company} prüfen", "Summarise {subject} for the partners’ meeting",
    ]

    static let meetings: [(title: String, location: String, agenda: String)] = [
        ("Status call on {subject}", "Teams", "Open points and next steps"),
        (
            "Negotiation round: {subject}", "Hamburg, room Alster",
            "Liability cap, term, governing law"
        ),
        ("Kennenlernen mit {contact}", "Berlin, Café Einstein", "Erwartungen und Ablauf"),
        ("Board presentation at {company}", "At the client’s office", "Fee proposal and timetable"),
        ("Jour fixe {company}", "Phone", "Laufende Sachen"),
    ]
}
