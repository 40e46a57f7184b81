extension Question {
    /// What is known before a message is read.
    struct Setting: Sendable {
        var directory: Directory
        var context: [EntityReference] = []
        /// What the conversation was about before this message.
        var earlier: [EntityReference] = []
        var today: CalendarDay
        var askingUser = "user-001"
    }

    /// Reads a message. Pure: the same message in the same setting gives the same question.
    init(_ text: String, in setting: Setting) {
        let words = Word.words(of: text)
        let folded = Set(words.map(\.folded))
        let reading = FilterReading(text, words: words, today: setting.today)
        let rest = reading.rest
        let mentions = Mentions(
            in: rest, text: text, directory: setting.directory,
            prefer: setting.context + setting.earlier)
        self.text = text
        language = Language.of(words)
        filter = reading.filter
        topics = Lexicon.topics.filter { !$0.1.isDisjoint(with: folded) }.map(\.0)
        wantsCount =
            folded.isSuperset(of: ["how", "many"]) || folded.isSuperset(of: ["wie", "viele"])
            || !folded.isDisjoint(with: Lexicon.count)
        wantsAll = !folded.isDisjoint(with: Lexicon.list)
        asksClosing = !folded.isDisjoint(with: Lexicon.closing)
        ambiguities = mentions.ambiguities
        context = setting.context
        askingUser = setting.askingUser
        today = setting.today
        dealStatus =
            folded.isDisjoint(with: Lexicon.won)
            ? (folded.isDisjoint(with: Lexicon.lost) ? "open" : "lost") : "won"
        dealStage = Lexicon.stages.first { !folded.isDisjoint(with: $0.1) }?.0
        onlyOverdue = !folded.isDisjoint(with: Lexicon.overdue)
        onlyMine = !folded.isDisjoint(with: Lexicon.mine)
        priority = Self.priority(folded)
        phrases = Self.phrases(in: rest, text: text, taken: mentions.taken)
        action = .inform
        subjects = []
        asksOpen =
            topics.isEmpty && phrases.isEmpty && !folded.isDisjoint(with: Lexicon.asksOpen)
        if asksOpen { topics = [.deals, .tasks, .matters] }
        if topics.isEmpty, phrases.isEmpty { topics = Self.implied(by: filter, priority, folded) }
        let isBare =
            mentions.named.isEmpty && ambiguities.isEmpty && phrases.isEmpty && topics.isEmpty
            && filter.isEmpty
        if isBare, !folded.isDisjoint(with: Lexicon.thanks) {
            action = .thank
            return
        }
        subjects = Self.subjects(mentions, words: rest, topics: topics, setting: setting)
        if !subjects.isEmpty { topics.removeAll { $0 == .companies } }
        action = Self.action(
            text: text, words: words, today: setting.today,
            isBare: isBare && subjects.isEmpty && topics.isEmpty,
            namesSomebody: !mentions.named.isEmpty || !ambiguities.isEmpty)
        if mentions.named.isEmpty {
            unknownName = Self.unknownName(in: phrases, words: words, language: language)
        }
        narrowTopics(folded)
        narrowWrites()
    }

    /// "What is due by Friday?" asks for tasks, "what is on today" for meetings as well, and
    /// amounts are those of deals.
    private static func implied(
        by filter: RecordFilter, _ priority: String?, _ folded: Set<String>
    ) -> [Topic] {
        if priority != nil { return [.tasks] }
        if !filter.limits.isEmpty || filter.currency != nil { return [.deals] }
        guard filter.period != nil else { return [] }
        return folded.isDisjoint(with: Lexicon.due) ? [.tasks, .meetings] : [.tasks]
    }

    private static func priority(_ folded: Set<String>) -> String? {
        if !folded.isDisjoint(with: Lexicon.urgent) { return "urgent" }
        let isHigh = !folded.isDisjoint(with: ["high", "hohe", "hoher", "hohen"])
        let asks = !folded.isDisjoint(with: Lexicon.priority)
        return asks && (isHigh || folded.isDisjoint(with: ["priority", "prioritat"])) ? "high" : nil
    }

    /// What happened, and who is responsible, are asked of records by their topics too:
    /// "what changed in our deals", "who owns the deal".
    private mutating func narrowTopics(_ folded: Set<String>) {
        if topics.count > 1, topics.contains(.history) {
            let isAll = folded.contains { word in
                ["chang", "happen", "gean", "ander", "passier"].contains { word.hasPrefix($0) }
            }
            topics = isAll ? [.history] : topics.filter { $0 != .history }
        }
        let isColleague = subjects.contains { $0.reference.kind == .user }
        if topics.contains(.colleagues) {
            if isColleague || (subjects.isEmpty && topics.count > 1) {
                topics.removeAll { $0 == .colleagues }
            } else {
                topics = [.colleagues]
            }
        }
        // Follow-ups are deals and tasks already.
        if topics.contains(.followUps) {
            topics.removeAll { topic in
                topic == .deals
                    || (topic == .tasks && folded.isDisjoint(with: Lexicon.taskWords))
            }
        }
        if asksOpen, let kind = subjects.first?.reference.kind, kind == .deal || kind == .matter {
            topics = [.tasks]
        }
    }

    /// What is to be written down is no search request.
    private mutating func narrowWrites() {
        switch action {
        case .createTask:
            // What is to be done may well name people the CRM does not know.
            unknownName = nil
            phrases = []
            topics = []
        case .createNote, .schedule, .draftEmail, .decline:
            phrases = []
            topics = []
        case .compare, .pipeline:
            unknownName = nil
            topics = []
        case .inform, .greet, .help, .thank:
            unknownName = nil
        }
    }

    private static func subjects(
        _ mentions: Mentions, words: [Word], topics: [Topic], setting: Setting
    ) -> [Subject] {
        if !mentions.named.isEmpty {
            var seen: Set<EntityReference> = []
            return mentions.named.filter { seen.insert($0.reference).inserted }
                .map { Subject(reference: $0.reference, origin: .named($0.phrase)) }
        }
        guard mentions.ambiguities.isEmpty else { return [] }
        let folded = words.map(\.folded)
        let pointsBack = folded.contains {
            Lexicon.people.contains($0) || Lexicon.demonstratives.contains($0)
        }
        if !setting.context.isEmpty,
            pointsBack || !folded.contains(where: Lexicon.everything.contains)
        {
            return [pointed(at: setting.context, by: folded, origin: .context)]
        }
        let goesOn = folded.first.map(Lexicon.onward.contains) ?? false
        if !setting.earlier.isEmpty, pointsBack || goesOn {
            if goesOn
                || folded.contains(where: { ["both", "beide", "beiden", "them"].contains($0) }),
                !folded.contains(where: { Lexicon.kinds[$0] != nil })
            {
                return setting.earlier.prefix(2).map { Subject(reference: $0, origin: .earlier) }
            }
            return [pointed(at: setting.earlier, by: folded, origin: .earlier)]
        }
        return []
    }

    /// "This deal" means the deal, "she" the person; otherwise the first.
    private static func pointed(
        at references: [EntityReference], by folded: [String], origin: Origin
    ) -> Subject {
        let kinds = folded.compactMap { Lexicon.kinds[$0] }
        let person: [EntityKind] = folded.contains(where: Lexicon.people.contains) ? [.contact] : []
        for kind in kinds + person {
            if let reference = references.first(where: { $0.kind == kind }) {
                return Subject(reference: reference, origin: origin)
            }
        }
        return Subject(reference: references[0], origin: origin)
    }

    private static func action(
        text: String, words: [Word], today: CalendarDay, isBare: Bool, namesSomebody: Bool
    ) -> Action {
        let folded = Set(words.map(\.folded))
        let first = words.first?.folded ?? ""
        let request = WishReading(
            text, words: words, namesSomebody: namesSomebody, today: today)
        // "Note for Mara Vogt: …" asks to write as much as "add a note …" does.
        let announces = text.contains(":")
        if request?.kind == .task || (announces && Lexicon.taskNouns.contains(first)) {
            return .createTask(WriteReading.task(in: text, today: today))
        }
        if request?.kind == .note || Lexicon.jot.contains(first)
            || (first == "note" && words.count > 2)
            || (announces && Lexicon.noteNouns.contains(first))
        {
            return .createNote(WriteReading.note(in: text))
        }
        switch request?.kind {
        case .meeting: return .schedule(MeetingReading.draft(in: text, today: today))
        case .email: return .draftEmail(WriteReading.mail(in: text))
        case .unable: return .decline
        case .task, .note, nil: break
        }
        if !folded.isDisjoint(with: Lexicon.compare) { return .compare }
        if !folded.isDisjoint(with: Lexicon.pipeline) { return .pipeline }
        let asksHelp =
            !folded.isDisjoint(with: Lexicon.help) || folded.isSuperset(of: ["can", "you", "do"])
        if isBare {
            if asksHelp || folded.isSuperset(of: ["kannst", "du"]) { return .help }
            return folded.isDisjoint(with: Lexicon.greetings) ? .help : .greet
        }
        return .inform
    }

    /// Somebody named after "with" or "for" who is no record.
    ///
    /// German writes every noun with a capital, so that after other words than "mit" and "an"
    /// only two names in a row count.
    private static func unknownName(
        in phrases: [String], words: [Word], language: Language
    ) -> String? {
        for phrase in phrases {
            // "Zebulon Quux wants a call" begins with a name.
            let named = Word.words(of: phrase).prefix(while: \.looksLikeName)
            guard let first = named.first,
                let position = words.firstIndex(where: { $0.original == first.original }),
                position > 0
            else { continue }
            var before = words[..<position].map(\.folded)
            if let title = before.last, Lexicon.titles.contains(title) { before.removeLast() }
            let isName =
                switch before.last {
                case "with", "for", "to", "mit", "an": true
                case "fur", "zu", "bei", "von": named.count > 1
                default: false
                }
            if isName { return named.map(\.original).joined(separator: " ") }
        }
        return nil
    }

    /// Runs of words that are neither names of records nor everyday language.
    private static func phrases(in words: [Word], text: String, taken: Set<Int>) -> [String] {
        var phrases: [String] = []
        var run: [Word] = []
        func close() {
            if let first = run.first, let last = run.last {
                phrases.append(String(text[first.range.lowerBound..<last.range.upperBound]))
            }
            run = []
        }
        for (index, word) in words.enumerated() {
            if taken.contains(index) || Lexicon.isEveryday(word.folded) {
                close()
            } else {
                run.append(word)
            }
        }
        close()
        return Array(phrases.prefix(3))
    }
}
