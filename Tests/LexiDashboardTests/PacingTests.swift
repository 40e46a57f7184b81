import LexiAPI
import LexiDashboard
import LexiScreen
import LexiSession
import LexiState
import Testing

@Suite struct PacingTests {
    @Test func anIdleDashboardSetsNoTimer() throws {
        var stage = try Stage(columns: 80, rows: 24)
        _ = stage.frame()
        #expect(stage.core.sleep(now: at(0)) == nil)
        #expect(!stage.core.isPaintDue(now: at(60_000)))
    }

    @Test func aKeyIsDrawnAtOnce() throws {
        var stage = try Stage(columns: 80, rows: 24)
        _ = stage.frame()
        stage.milliseconds = 1
        stage.press(.character("a"))
        #expect(stage.core.isPaintDue(now: at(1)))
        #expect(stage.core.sleep(now: at(1)) == .zero)
    }

    @Test func deltasWithinAFrameAreDrawnTogether() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("Q")
        stage.press(.enter)
        _ = stage.frame()
        stage.milliseconds = 5
        stage.receive(.text(delta: "a", conversationID: nil))
        #expect(!stage.core.isPaintDue(now: at(5)))
        #expect(stage.core.sleep(now: at(5)) == .milliseconds(11))
        #expect(stage.core.isPaintDue(now: at(16)))
    }

    @Test func aDearFrameIsFollowedByAPauseThatKeysEnd() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("Q")
        stage.press(.enter)
        _ = stage.frame()
        stage.core.didPaint(now: at(50))
        stage.receive(.text(delta: "a", conversationID: nil))
        #expect(!stage.core.isPaintDue(now: at(199)))
        #expect(stage.core.sleep(now: at(199)) == .milliseconds(1))
        #expect(stage.core.isPaintDue(now: at(200)))
        stage.press(.character("x"))
        #expect(stage.core.isPaintDue(now: at(100)))
    }

    @Test func `events that come faster than frames are looked for, until none has come`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        _ = stage.frame()
        stage.milliseconds = 20
        stage.core.eventsAreWaiting(now: at(20))
        #expect(!stage.core.isCrowded)
        stage.receive(.text(delta: "a", conversationID: nil))
        _ = stage.frame()
        #expect(stage.core.nextLook == nil)
        // The next one comes before a frame's time is over.
        stage.core.eventsAreWaiting(now: at(25))
        stage.milliseconds = 36
        stage.receive(.text(delta: "b", conversationID: nil))
        _ = stage.frame()
        #expect(stage.core.nextLook == 52_000_000)
        #expect(!stage.core.isDirty)
        #expect(stage.core.sleep(now: at(36)) == .milliseconds(16))
        #expect(!stage.core.isPaintDue(now: at(51)))
        #expect(stage.core.isPaintDue(now: at(52)))
        stage.core.receive([])
        #expect(!stage.core.isPaintDue(now: at(52)))
        #expect(stage.core.nextLook == nil)
        #expect(stage.core.sleep(now: at(52)) == nil)
    }

    @Test func `a busy screen is left alone for a frame's time, also by keys`() throws {
        var stage = try Stage(columns: 80, rows: 24)
        _ = stage.frame()
        stage.press(.character("a"))
        #expect(stage.core.isPaintDue(now: at(1)))
        stage.core.screenIsBusy(now: at(1))
        stage.press(.character("b"))
        #expect(!stage.core.isPaintDue(now: at(16)))
        #expect(stage.core.sleep(now: at(16)) == .milliseconds(1))
        #expect(stage.core.isPaintDue(now: at(17)))
        stage.milliseconds = 17
        #expect(stage.screen().contains("ab"))
        stage.press(.character("c"))
        #expect(stage.core.isPaintDue(now: at(17)))
    }

    @Test func aDeltaAfterAQuietFrameIsDrawnAtOnce() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("Q")
        stage.press(.enter)
        _ = stage.frame()
        stage.milliseconds = 100
        stage.receive(.text(delta: "a", conversationID: nil))
        #expect(stage.core.isPaintDue(now: at(100)))
    }

    @Test func whatRunsMovesFourTimesASecond() throws {
        var stage = try Stage(columns: 80, rows: 24)
        stage.type("Q")
        stage.press(.enter)
        stage.milliseconds = 100
        _ = stage.frame()
        #expect(stage.core.sleep(now: at(100)) == .milliseconds(150))
        #expect(!stage.core.isPaintDue(now: at(249)))
        #expect(stage.core.isPaintDue(now: at(250)))
        stage.receive(.ended(.completed, terminator: true))
        stage.milliseconds = 300
        _ = stage.frame()
        #expect(stage.core.sleep(now: at(300)) == nil)
    }

    @Test func theMomentALimitResetsIsTheOnlyTimerOfAnIdleScreen() throws {
        var stage = try Stage(columns: 120, rows: 24)
        stage.type("Q")
        stage.press(.enter)
        let reset = Int64(1_777_380_000 + 60)
        stage.receive(
            .responded(
                ResponseHead(
                    status: 200, rateLimit: RateLimit(limit: 10, remaining: 3, reset: reset))),
            .ended(.completed, terminator: true))
        #expect(stage.rows().last?.contains("rate 3/10 resets 12:41 UTC") == true)
        let sleep = try #require(stage.core.sleep(now: at(0)))
        #expect(sleep > .seconds(59) && sleep < .seconds(61))
        stage.milliseconds = 60_001
        #expect(stage.core.isPaintDue(now: at(60_001)))
        #expect(stage.rows().last?.contains("rate 3/10 (old: has reset)") == true)
    }

    @Test func aResetOnAnotherDayIsLookedAtAgainAtMidnight() throws {
        var stage = try Stage(columns: 120, rows: 24)
        stage.type("Q")
        stage.press(.enter)
        let reset = Int64(1_777_380_000 + 60 * 3600)
        stage.receive(
            .responded(
                ResponseHead(
                    status: 200, rateLimit: RateLimit(limit: 10, remaining: 3, reset: reset))),
            .ended(.completed, terminator: true))
        #expect(stage.rows().last?.contains("resets Fri 00:40 UTC (3 d)") == true)
        let midnight: UInt64 = (11 * 3600 + 20 * 60) * 1000
        let sleep = try #require(stage.core.sleep(now: at(0)))
        #expect(sleep >= .milliseconds(midnight) && sleep < .milliseconds(midnight + 1000))
        #expect(!stage.core.isPaintDue(now: at(midnight - 1)))
        stage.milliseconds = midnight + 1
        #expect(stage.core.isPaintDue(now: at(stage.milliseconds)))
        #expect(stage.rows().last?.contains("resets Fri 00:40 UTC (2 d)") == true)
    }
}
