import Testing

@testable import LexiStandIn

@Suite struct QuestionTests {
    @Test(arguments: [
        ("What do we know about Mara Vogt?", EntityReference(.contact, "contact-001")),
        ("Was wissen wir über Mara Vogt?", EntityReference(.contact, "contact-001")),
        ("Maras offene Deals", EntityReference(.contact, "contact-001")),
        ("who is mara vgot", EntityReference(.contact, "contact-001")),
        ("What about Acme's Series B?", EntityReference(.deal, "deal-001")),
        ("Open deals of Nordkai", EntityReference(.company, "company-001")),
        ("Was läuft bei Müller und Söhne?", EntityReference(.company, "company-004")),
        ("Tell me about the demurrage dispute", EntityReference(.matter, "matter-001")),
        ("Wer ist Zoe O'Connell", EntityReference(.contact, "contact-007")),
        ("Who is Rene Dvorak?", EntityReference(.contact, "contact-008")),
        ("王小明是谁?", EntityReference(.contact, "contact-010")),
        ("من هو محمد الفارسي", EntityReference(.contact, "contact-011")),
        ("Donaudampfschifffahrtsgesellschaft", EntityReference(.company, "company-003")),
        ("James Whitfield's plate", EntityReference(.user, "user-002")),
    ])
    func aNameIsFoundHoweverItIsTyped(message: String, reference: EntityReference) {
        let question = question(message)
        #expect(question.subjects.map(\.reference) == [reference])
        #expect(question.ambiguities.isEmpty)
    }

    @Test(arguments: ["Who is Müller?", "Who is Mueller?"])
    func aNameOfSeveralPeopleIsAmbiguous(message: String) {
        let question = question(message)
        #expect(question.subjects.isEmpty)
        #expect(
            question.ambiguities.first?.candidates.map(\.id)
                == ["contact-003", "contact-004", "contact-005"])
    }

    @Test func mullerWithoutDotsFindsTheUmlautedNames() {
        #expect(
            question("Who is Muller?").ambiguities.first?.candidates.map(\.id)
                == ["contact-003", "contact-004"])
    }

    @Test func theContextSettlesAnAmbiguousName() {
        let context = [EntityReference(.contact, "contact-004")]
        #expect(question("Who is Müller?", context: context).subjects.map(\.reference) == context)
    }

    @Test func anUnknownNameBecomesAPhraseToSearch() {
        let question = question("Who is Zebulon Quux?")
        #expect(question.subjects.isEmpty)
        #expect(question.phrases == ["Zebulon Quux"])
    }

    @Test(arguments: [
        ("What do we know about the deals?", Language.english),
        ("Welche Aufgaben sind überfällig?", .german),
        ("Was wissen wir über Mara Vogt?", .german),
        ("Mara Vogt", .english),
        ("Who was there?", .english),
    ])
    func theLanguageOfAMessageIsSeen(message: String, language: Language) {
        #expect(question(message).language == language)
    }

    @Test func pronounsMeanTheContextBeforeTheConversation() {
        let earlier = [EntityReference(.contact, "contact-002")]
        let context = [
            EntityReference(.contact, "contact-001"), EntityReference(.deal, "deal-001"),
        ]
        let she = question("Who is she?", context: context, earlier: earlier)
        #expect(she.subjects == [.init(reference: context[0], origin: .context)])
        let deal = question("How is this deal going?", context: context, earlier: earlier)
        #expect(deal.subjects == [.init(reference: context[1], origin: .context)])
        let later = question("and her deals?", earlier: earlier)
        #expect(later.subjects == [.init(reference: earlier[0], origin: .earlier)])
        #expect(question("Overdue tasks?", earlier: earlier).subjects.isEmpty)
    }

    @Test(arguments: [
        ("Create a task to call Mara Vogt tomorrow", "Call Mara Vogt", "2026-04-28"),
        ("Remind me to send the invoice on Friday", "Send the invoice", "2026-05-01"),
        ("Erstelle eine Aufgabe: Mara Vogt morgen anrufen", "Mara Vogt anrufen", "2026-04-28"),
        ("Set a reminder for Friday: invoice Nordkai", "Invoice Nordkai", "2026-05-01"),
        ("add a task: review the draft in 2 weeks", "Review the draft", "2026-05-11"),
        ("Aufgabe: Angebot senden bis 2026-05-04", "Angebot senden", "2026-05-04"),
        ("create a task to file the defence by next monday", "File the defence", "2026-05-04"),
    ])
    func aTaskIsReadFromTheMessage(message: String, title: String, due: String) {
        #expect(
            question(message).action
                == .createTask(.init(title: title, due: CalendarDay(iso: due))))
    }

    @Test(arguments: [
        ("Add a note for Mara Vogt: prefers calls", "Prefers calls"),
        ("Notiz zu Mara Vogt: möchte kurze Vermerke", "Möchte kurze Vermerke"),
        ("Note that Nordkai pays late", "Nordkai pays late"),
    ])
    func aNoteIsReadFromTheMessage(message: String, content: String) {
        #expect(question(message).action == .createNote(.init(content: content)))
    }

    @Test func aTaskWithoutContentHasNoTitle() {
        #expect(question("create a task").action == .createTask(.init(title: nil, due: nil)))
    }
}
