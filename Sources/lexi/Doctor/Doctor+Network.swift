import LexiAPI
import LexiClient
import LexiSession
import LexiState

/// The way to the API, step by step, and what it answers.
enum NetworkExamination {
    static func examine(_ connection: Connection, _ report: inout DoctorReport) async {
        report.section("Network")
        var configuration: ClientConfiguration
        do throws(CommandFailure) {
            configuration = try connection.configuration(readsKey: false)
        } catch {
            return report.add("way", error.message, .wrong(status: error.status))
        }
        configuration.apply(connection.limits, overall: .seconds(30))
        configuration.retries.maximumRetries = 0
        if configuration.timeouts.firstByte > .seconds(20) {
            configuration.timeouts.firstByte = .seconds(20)
        }
        if let proxy = configuration.proxy {
            // Whoever has a password there need not show where.
            let place = proxy.credentials != nil ? "with credentials" : "\(proxy)"
            report.add("proxy", "\(proxy.variable), \(place); it goes the way")
        } else {
            report.add("proxy", "none")
            guard await goTheWay(configuration, &report) else { return }
        }
        do throws(CommandFailure) {
            configuration.apiKey = try connection.readKey()
        } catch {
            // That there is none has been told.
            if connection.key != nil {
                report.add("key", error.message, .wrong(status: error.status))
            }
            return
        }
        await ask(configuration, &report)
    }

    private static func goTheWay(
        _ configuration: ClientConfiguration, _ report: inout DoctorReport
    ) async -> Bool {
        let way = await ConnectionProbe(configuration).run()
        if let lookup = way.lookup {
            report.add("DNS", "\(way.addresses.joined(separator: ", ")) in \(lookup.shown)")
        }
        if let connect = way.connect {
            report.add("connect", "\(way.connected ?? "") in \(connect.shown)")
        }
        if let tls = way.tls {
            report.add("TLS", "\(tls.version) in \(tls.handshake.shown)")
            report.add("issuer", tls.issuer ?? "not named")
            if let expiry = tls.expiry {
                let days = Int((Double(expiry) - SystemClock.now().unixSeconds) / 86_400)
                report.add(
                    "certificate", "for \(days) more day\(days == 1 ? "" : "s")",
                    days < 7 ? .doubtful : .fine)
            }
        }
        guard let failure = way.failure else { return true }
        report.add(failure.step.rawValue, failure.reason, .wrong(status: 69))
        return false
    }

    /// The cheapest request that needs a key.
    private static func ask(
        _ configuration: ClientConfiguration, _ report: inout DoctorReport
    ) async {
        let client = LexiClient(configuration)
        let start = ContinuousClock.now
        let head: ResponseHead?
        do throws(RequestError) {
            head = try await client.conversations(ConversationQuery(perPage: 1)).head
            report.add("request", "answered \(head!.status) in \(start.duration(to: .now).shown)")
        } catch {
            switch error {
            case .cancelled: head = nil
            case .failed(let failure, let found):
                head = found
                report.add("request", failure.explanation, .wrong(status: failure.exitStatus))
            }
        }
        await client.shutdown()
        guard let head else { return }
        if let id = head.requestID { report.add("request ID", id) }
        skew(head, &report)
        let limit = head.rateLimit
        if let most = limit.limit, let left = limit.remaining {
            let isUsedUp = left == 0
            let reset = LimitReset(limit.reset, now: SystemClock.now().unixSeconds)
            let until = isUsedUp && reset?.isOver == false ? reset.map(\.time) : nil
            report.add(
                "rate limit",
                "\(left) of \(most) left" + (until.map { ", resets \($0)" } ?? ""),
                isUsedUp ? .doubtful : .fine)
        }
    }

    private static func skew(_ head: ResponseHead, _ report: inout DoctorReport) {
        guard let date = head.date else { return report.add("clock", "the server tells no time") }
        let seconds = Int((SystemClock.now().unixSeconds - Double(date)).rounded())
        // The header has whole seconds, and the answer takes its time.
        if abs(seconds) <= 2 { return report.add("clock", "as the server's") }
        report.add(
            "clock", "\(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") the server's",
            abs(seconds) > 60 ? .doubtful : .fine)
    }
}

extension Duration {
    /// Whole milliseconds, or tenths of them where there are few.
    fileprivate var shown: String {
        let milliseconds = self / .milliseconds(1)
        return milliseconds < 10
            ? "\((milliseconds * 10).rounded() / 10) ms" : "\(Int(milliseconds.rounded())) ms"
    }
}
