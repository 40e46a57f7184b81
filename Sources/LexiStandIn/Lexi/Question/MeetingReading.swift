/// Reads when a meeting is to be, how long, where and what about.
enum MeetingReading {
    /// "Meet Mara Vogt on Thursday at 10:30 for 45 minutes about the fee".
    static func draft(in text: String, today: CalendarDay) -> Question.MeetingDraft {
        var rest = text
        let place = location(in: &rest)
        let minutes = duration(in: &rest)
        let due = DueDateReading(rest, today: today, bare: true)
        rest = due.rest
        var day = due.day
        // Said so that it can be told to be past, rather than to be missing.
        if day == nil, text.contains(#/(?i)\b(?:yesterday|gestern)\b/#) { day = today + -1 }
        let time = clock(in: &rest)
        return Question.MeetingDraft(
            topic: topic(in: rest), day: day, time: time, minutes: minutes, location: place)
    }

    /// Whether a text names a time of day.
    static func namesTime(_ text: String, today: CalendarDay) -> Bool {
        draft(in: text, today: today).time != nil
    }

    private static func clock(in text: inout String) -> ClockTime? {
        let written =
            #/(?i)(?:\b(?:at|um|from|ab|gegen|von)\s+)?\b(\d{1,2})[:.](\d{2})(?!\d)\s*(?:(uhr|h)\b|([ap])\.?m\b\.?)?/#
        let german = #/(?i)(?:\b(?:um|ab|gegen|von)\s+)?\b(\d{1,2})\s*uhr(?:\s+(\d{2})\b)?/#
        let english = #/(?i)(?:\b(?:at|from)\s+)?\b(\d{1,2})\s*([ap])\.?m\b\.?/#
        let noon = #/(?i)(?:\b(?:at|um)\s+)?\b(?:noon|midday|mittags?)\b/#
        let bare = #/(?i)\b(?:at|um)\s+(\d{1,2})\b(?!\s*%)/#
        if let match = text.firstMatch(of: written) {
            return take(
                time(match.output.1, match.output.2, half: match.output.4), match.range, &text)
        }
        if let match = text.firstMatch(of: german) {
            return take(time(match.output.1, match.output.2, half: nil), match.range, &text)
        }
        if let match = text.firstMatch(of: english) {
            return take(time(match.output.1, nil, half: match.output.2), match.range, &text)
        }
        if let match = text.firstMatch(of: noon) {
            return take(ClockTime(minutes: 720), match.range, &text)
        }
        if let match = text.firstMatch(of: bare) {
            return take(time(match.output.1, nil, half: nil), match.range, &text)
        }
        return nil
    }

    private static func time(
        _ hour: Substring, _ minute: Substring?, half: Substring?
    ) -> ClockTime? {
        guard var hour = Int(hour), let minute = minute.map({ Int($0) }) ?? 0,
            (0..<60).contains(minute)
        else { return nil }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half.lowercased() == "p" ? 12 : 0)
        }
        return (0..<24).contains(hour) ? ClockTime(minutes: hour * 60 + minute) : nil
    }

    private static func duration(in text: inout String) -> Int? {
        let minutes =
            #/(?i)(?:\b(?:for|für)\s+)?\b(\d{1,4})\s*(?:-\s*)?(?:minutes?|mins?|minuten?)\b/#
        let hours = #/(?i)(?:\b(?:for|für)\s+)?\b(\d{1,2})\s*(?:hours?|h|hrs?|stunden?)\b/#
        let named: [(Regex<Substring>, Int)] = [
            (#/(?i)(?:\bfor\s+|\bfür\s+)?\b(?:half an hour|(?:eine\s+)?halbe stunde)\b/#, 30),
            (#/(?i)(?:\bfor\s+|\bfür\s+)?\b(?:anderthalb|eineinhalb) stunden\b/#, 90),
            (#/(?i)(?:\bfor\s+|\bfür\s+)?\b(?:an|one|eine) (?:hour|stunde)\b/#, 60),
        ]
        for (pattern, length) in named {
            if let match = text.firstMatch(of: pattern) {
                return take(length, match.range, &text)
            }
        }
        if let match = text.firstMatch(of: minutes) {
            return take(Int(match.output.1), match.range, &text)
        }
        if let match = text.firstMatch(of: hours) {
            return take(Int(match.output.1).map { $0 * 60 }, match.range, &text)
        }
        return nil
    }

    private static func location(in text: inout String) -> String? {
        let online = #/(?i)\b(?:via|per|on|über|in)\s+(Teams|Zoom|Webex|Google Meet|Skype)\b/#
        let phone = #/(?i)\b(?:by phone|by telephone|telefonisch|per telefon)\b/#
        let office =
            #/(?i)\b(?:(?:at|in) (?:our|the) office|in der kanzlei|bei uns|im büro)\b/#
        if let match = text.firstMatch(of: online) {
            return take(String(match.output.1), match.range, &text)
        }
        if let match = text.firstMatch(of: phone) {
            let isGerman = match.output.lowercased().contains("telefon")
            return take(isGerman ? "Telefon" : "Phone", match.range, &text)
        }
        if let match = text.firstMatch(of: office) {
            let isGerman = match.output.firstMatch(of: #/(?i)kanzlei|uns|büro/#) != nil
            return take(isGerman ? "Kanzlei" : "Our office", match.range, &text)
        }
        return nil
    }

    /// What follows "about". Without an article it begins with a capital.
    static func topic(in text: String, keepingArticle: Bool = false) -> String? {
        let pattern =
            #/(?is)\b(?:about|regarding|concerning|to discuss|on the subject of|re:|wegen|zum thema|bezüglich|betreffend|über|zur|zum)\s+((?:the|our|a|der|die|das|dem|den|des|einem|einer|unser\w*)\s+)?(\S.*?)\s*[.!?]*\s*$/#
        guard let match = text.firstMatch(of: pattern) else { return nil }
        let words = match.output.2.split(separator: " ")
        // A German verb at the end belongs to the request.
        let verbs = [
            "an", "vereinbaren", "ansetzen", "anlegen", "planen", "schreiben", "eintragen",
        ]
        let endsInVerb = words.last.map { verbs.contains($0.lowercased()) } ?? false
        let kept = (endsInVerb ? words.dropLast() : words[...]).joined(separator: " ").prefix(120)
        guard let first = kept.first else { return nil }
        if keepingArticle { return String(match.output.1 ?? "") + kept }
        return first.uppercased() + kept.dropFirst()
    }

    private static func take<Value>(
        _ value: Value?, _ range: Range<String.Index>, _ text: inout String
    ) -> Value? {
        guard let value else { return nil }
        text.removeSubrange(range)
        text = text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        return value
    }
}
