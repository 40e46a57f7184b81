import LexiAPI
import LexiSession
import LexiState

extension Wording {
    /// When something of a turn was: the time of day, with its date when it comes from the
    /// server's record.
    static func time(_ instant: Instant, of turn: Turn, look: Look) -> String {
        if turn.isOfUnknownTime, instant == turn.askedAt { return look.glyphs.unknown }
        let offset = look.utcOffsetSeconds
        let clock = clock(unixSeconds: instant.unixSeconds, utcOffsetSeconds: offset)
        guard turn.isEarlier else { return clock }
        return "\(CalendarDay.text(unixSeconds: instant.unixSeconds + Double(offset))) \(clock)"
    }
}
