import Foundation
import Testing

@testable import LexiStandIn

@Suite struct TextAndTimeTests {
    @Test(arguments: [
        ("Müller", "muller"), ("GROẞ", "gross"), ("Łukasz Żółć", "lukasz zolc"),
        ("Dvor\u{30C}a\u{301}k", "dvorak"), ("O’Connell", "o'connell"), ("Yılmaz", "yilmaz"),
        ("Øresund", "oresund"), ("王小明", "王小明"),
    ])
    func foldingTakesCaseAndAccentsAway(text: String, folded: String) {
        #expect(FoldedText.fold(text) == folded)
    }

    @Test(arguments: [
        ("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("2026-04-27", 20_570, 1),
        ("1969-12-31", -1, 3),
    ])
    func aDayKnowsItsNumberAndWeekday(iso: String, number: Int, weekday: Int) {
        let day = CalendarDay(iso: iso)
        #expect(day?.daysSinceEpoch == number)
        #expect(day?.weekday == weekday)
        #expect(day?.description == iso)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-4-27", "", "2026-04-2x", "27.04.2026"])
    func whatIsNoDayIsRefused(text: String) {
        #expect(CalendarDay(iso: text) == nil)
    }

    @Test func aTimestampIsWrittenAsTheSamplesAre() {
        #expect(testTime.now().timestamp == "2026-04-27T09:15:00Z")
    }

    @Test(arguments: [
        (1_777_281_300, "Mon, 27 Apr 2026 09:15:00 GMT"),
        // The example of RFC 9110, section 5.6.7.
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
    ])
    func aDateOfHTTPIsWrittenAsTheStandardSays(seconds: Int, text: String) {
        #expect(Date(timeIntervalSince1970: Double(seconds)).httpDate == text)
    }

    @Test func moneyIsWrittenInTheReadersWay() {
        #expect(Wording(language: .english).money(1_250_000, "EUR") == "EUR 1,250,000")
        #expect(Wording(language: .german).money(50_000, "EUR") == "50.000 EUR")
        #expect(
            Wording(language: .english).sums([
                ("CHF", 7), ("EUR", 5), ("USD", 900), ("EUR", 10),
            ]) == "EUR 15, CHF 7 and USD 900")
    }

    @Test func theSameMessagePausesTheSameAndInHumanBounds() {
        func pauses(_ pace: Pace, _ message: String) -> [Duration] {
            var pacing = Pacing(pace: pace, seed: 1, message: message)
            return [pacing.thinking(), pacing.tool(), pacing.tool(), pacing.text()]
        }
        let human = pauses(.human, "Hello")
        #expect(human == pauses(.human, "Hello"))
        #expect(human != pauses(.human, "Hello!"))
        #expect(human[1] >= .milliseconds(200) && human[1] <= .milliseconds(900))
        #expect(pauses(.factor(0.5), "Hello") == human.map { $0 * 0.5 })
        #expect(pauses(.instant, "Hello").allSatisfy { $0 == .zero })
    }

    @Test(arguments: ["", "one", "a  b\n\n| c | d |\n", "ends with space ", "家族 👨‍👩‍👧 e\u{301}é"])
    func piecesOfAnAnswerAreTheAnswer(answer: String) {
        var pacing = Pacing(pace: .instant, seed: 3, message: "x")
        #expect(pacing.pieces(of: answer).joined() == answer)
    }

    @Test func jsonStringsEscapeWhatJSONAndSSECannotHold() {
        #expect(JSONText.string("a\"b\\c\nd\u{1}\u{2028}ü") == #""a\"b\\c\nd\u0001\u2028ü""#)
    }

    @Test func identifiersLookAsDocumented() {
        let early = Identifiers.ulid(at: Date(timeIntervalSince1970: 1))
        let late = Identifiers.ulid(at: Date(timeIntervalSince1970: 2))
        #expect(early.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{26}/) != nil)
        #expect(early < late)
    }

    @Test(arguments: [
        (1e308, 1_000), (Double.infinity, 1_000), (2, 2), (-1, 0), (Double.nan, 0),
    ])
    func aFactorStaysWithinAThousand(factor: Double, multiplier: Double) {
        #expect(Pace.factor(factor).multiplier == multiplier)
    }
}
