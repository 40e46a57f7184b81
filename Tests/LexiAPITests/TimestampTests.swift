import LexiAPI
import Testing

@Suite struct TimestampTests {
    /// `date -u -d … +%s` of each.
    @Test(arguments: [
        ("2026-11-24T14:02:33Z", 1_795_528_953), ("2026-11-24t14:02:33z", 1_795_528_953),
        ("2026-11-24T14:02:33.250Z", 1_795_528_953.25), ("2026-11-24T14:02Z", 1_795_528_920),
        ("2026-11-24T15:02:33+01:00", 1_795_528_953), ("2026-11-24T15:02:33+0100", 1_795_528_953),
        ("2026-11-24T08:32:33-05:30", 1_795_528_953), ("2026-11-24 14:02:33+00", 1_795_528_953),
        ("2026-11-24 14:02:33.000001", 1_795_528_953.000001), ("2026-11-24", 1_795_478_400),
        ("1969-12-31T23:59:59Z", -1), ("2024-02-29T00:00:00Z", 1_709_164_800),
        ("2016-12-31T23:59:60Z", 1_483_228_800),
    ]) func `forms of a time are read`(text: String, unixSeconds: Double) throws {
        let timestamp = Timestamp(text)
        #expect(abs(try #require(timestamp.unixSeconds) - unixSeconds) < 0.000001)
        #expect(timestamp.text == text)
    }

    @Test(arguments: [
        "", "yesterday", "2026-13-24T14:02:33Z", "2026-02-29T00:00:00Z", "1900-02-29",
        "2026-11-24T24:00:00Z", "2026-11-24T14:60:00Z", "2026-11-24T14:02:33Zulu",
        "2026-11-24T14:02:33.Z", "2026-11-24T14:02:33+1", "2026-11-24T", "26-11-24", "2026-11-2４",
        "+026-11-24",
    ]) func `other text is kept and is no time`(text: String) {
        #expect(Timestamp(text).unixSeconds == nil)
        #expect(Timestamp(text).text == text)
    }

    @Test func `a number is Unix seconds, anything else is absent`() {
        #expect(Timestamp(.integer(1_795_528_953))?.unixSeconds == 1_795_528_953)
        #expect(Timestamp(.double(1e300))?.unixSeconds == nil)
        #expect(Timestamp(.null) == nil && Timestamp(.string("")) == nil)
        #expect(Timestamp(.array([])) == nil && Timestamp(.bool(true)) == nil)
    }
}
