import LexiAPI
import LexiDashboard
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Testing

/// A screen without motion, as `motion = false` in the settings has it.
@Suite struct MotionTests {
    private func still(_ look: Look) -> Look {
        var look = look
        look.hasMotion = false
        return look
    }

    /// A screen without motion on which a question was sent at the start of time.
    private func stage() throws -> Stage {
        var stage = try Stage(columns: 120, rows: 24)
        stage.core.didReadSettings(
            .success(Preferences(look: still(stage.core.view.look))), isAsked: false)
        stage.type("Q")
        stage.press(.enter)
        return stage
    }

    @Test func `what runs goes on by the second, and nothing does after it`() throws {
        var stage = try stage()
        stage.milliseconds = 100
        _ = stage.frame()
        #expect(stage.core.sleep(now: at(100)) == .milliseconds(900))
        #expect(!stage.core.isPaintDue(now: at(999)))
        #expect(stage.core.isPaintDue(now: at(1000)))
        stage.receive(.ended(.completed, terminator: true))
        stage.milliseconds = 1100
        _ = stage.frame()
        #expect(stage.core.sleep(now: at(1100)) == nil)
    }

    @Test func `the mark of what runs stands still`() throws {
        var stage = try stage()
        stage.receive(.toolStep(.init(tool: "contacts.get", status: "started")))
        for second in 0..<9 as Range<UInt64> {
            stage.milliseconds = 250 + second * 1250
            let rows = stage.rows()
            #expect(rows[0].contains("Q ⠿"), "\(rows[0])")
            #expect(rows.contains { $0.contains("│ ⠿ contacts.get") }, "\(rows)")
            #expect(rows.last?.hasPrefix(" ⠿ tool contacts.get") == true, "\(rows.last ?? "")")
        }
        var ascii = stage.core.view.look
        ascii.glyphs = .ascii
        stage.core.didReadSettings(.success(Preferences(look: ascii)), isAsked: false)
        #expect(stage.rows()[0].contains("Q o"), "\(stage.rows()[0])")
    }

    @Test func `an event shows the time it comes at`() throws {
        var stage = try stage()
        stage.milliseconds = 2100
        _ = stage.frame()
        stage.milliseconds = 2750
        stage.receive(.text(delta: "word", conversationID: nil))
        #expect(stage.core.isPaintDue(now: at(2750)))
        #expect(stage.rows().last?.contains("2.8s") == true)
    }

    @Test func `a retry is counted down and a silence told by the second`() throws {
        var stage = try stage()
        let failure = Failure(code: .rateLimited, message: "slow down")
        stage.receive(.retrying(Retry(attempt: 2, wait: .seconds(5), failure: failure)))
        var seen: [String] = []
        for _ in 0..<4 {
            let bar = try #require(stage.rows().last)
            seen.append(bar.split(separator: ",").last.map { String($0.prefix(12)) } ?? "")
            let sleep = try #require(stage.core.sleep(now: at(stage.milliseconds)))
            #expect(sleep == .seconds(1))
            stage.milliseconds += 1000
        }
        #expect(seen == [" retry in 5s", " retry in 4s", " retry in 3s", " retry in 2s"])
        stage.receive(.responded(ResponseHead(status: 200)))
        stage.milliseconds += 15_000
        #expect(stage.core.isPaintDue(now: at(stage.milliseconds)))
        #expect(stage.rows().last?.contains("stalled 15s") == true)
    }

    @Test func `changed settings stop and start motion at once`() throws {
        var stage = try stage()
        _ = stage.frame()
        #expect(stage.core.sleep(now: at(0)) == .seconds(1))
        var look = stage.core.view.look
        look.hasMotion = true
        stage.core.didReadSettings(.success(Preferences(look: look)), isAsked: false)
        #expect(stage.core.isPaintDue(now: at(0)))
        #expect(stage.rows()[0].contains("Q ⠋"))
        #expect(stage.core.sleep(now: at(0)) == .milliseconds(250))
        stage.core.didReadSettings(.success(Preferences(look: still(look))), isAsked: false)
        #expect(stage.rows()[0].contains("Q ⠿"))
        #expect(stage.core.sleep(now: at(0)) == .seconds(1))
    }

    @Test func `settings that change under the list of themes hold after it`() throws {
        var stage = try Stage(columns: 120, rows: 24)
        let before = stage.core.view.look
        stage.press(.special(.function(4), []))
        stage.core.openThemes(ThemeLibrary(own: []))
        stage.press(.special(.down, []))
        stage.core.didReadSettings(.success(Preferences(look: still(before))), isAsked: false)
        #expect(stage.core.view.look.theme.name == "light")
        stage.press(.enter)
        #expect(stage.core.view.look.theme.name == "light")
        #expect(!stage.core.view.look.hasMotion)
    }
}
