internal import CSpawn
internal import Glibc

/// What is measured of a program, by name in the order of the table.
struct Results {
    private(set) var values: [String: [Double]] = [:]

    mutating func add(_ name: String, _ value: Double) { values[name, default: []].append(value) }

    func median(_ name: String) -> Double? {
        guard let all = values[name], !all.isEmpty else { return nil }
        return all.sorted()[all.count / 2]
    }
}

/// Measures one program; every function is one round.
struct Measures {
    let program: Program
    let server: StreamServer
    /// Whether a tenth of the time has to do.
    let isQuick: Bool
    var results = Results()

    private var seconds: Double { isQuick ? 4 : 10 }
    private var keyCount: Int { isQuick ? 40 : 160 }

    private func start(_ other: Program? = nil) -> Client {
        let client = Client(other ?? program)
        client.wait(for: 10) { _ in client.byteCount > 0 }
        client.watch(for: 0.7)
        return client
    }

    /// Typed at the very moment of its start, as people do.
    mutating func measureStart() {
        var times: [Double] = []
        for _ in 0..<(isQuick ? 5 : 11) {
            let client = Client(program)
            client.type("Z")
            let shown = client.wait(for: 10) { $0.count(of: "Z") == 1 }
            times.append(Double(shown - client.startedAt) / 1e6)
        }
        results.add("start", times.percentile(0.5))
    }

    mutating func measureIdle() {
        let client = start()
        client.watch(for: 1)
        let cpu = client.cpuSeconds
        let wakeUps = client.wakeUps
        let bytes = client.byteCount
        client.watch(for: seconds)
        results.add("idle cpu", (client.cpuSeconds - cpu) / seconds * 100)
        results.add("idle wakeups", Double(client.wakeUps - wakeUps) * 10 / seconds)
        results.add("idle bytes", Double(client.byteCount - bytes) * 10 / seconds)
        results.add("memory idle", client.memory.resident)
        results.add("memory idle anonymous", client.memory.anonymous)
        time(keyCount, client, "keys idle")
    }

    mutating func measureKeysWhileStreaming() {
        let client = start()
        client.ask(rate: 1000, count: 1_000_000)
        client.watch(for: 1)
        time(keyCount, client, "keys streaming")
    }

    mutating func measureKeysWithEightTabs() {
        let clients = askInEight(rate: 200, count: 1_000_000)
        clients[0].watch(for: 1)
        time(keyCount, clients[0], "keys eight")
    }

    /// A megabyte, until the screen says that it is there, and keys behind it.
    mutating func measurePaste() {
        guard program.hasTabs else { return }
        // The draft that is left behind is not the next client's.
        var other = program
        let home = other.environment.first { $0.hasPrefix("HOME=") }?.dropFirst(5) ?? ""
        other.environment.append("XDG_STATE_HOME=\(home)/paste")
        let client = start(other)
        let line = String(repeating: "pasted words ", count: 5) + "\r"
        let began = now()
        client.paste(String(repeating: line, count: (1 << 20) / line.utf8.count))
        let shown = client.wait(for: 30) { $0.picture.contains("[pasted 1,024 KB") }
        results.add("paste", Double(shown - began) / 1e6)
        time(keyCount, client, "keys paste")
    }

    private mutating func time(_ count: Int, _ client: Client, _ name: String) {
        var times: [Double] = []
        for _ in 0..<count {
            times.append(Double(client.timeKey()) / 1e6)
            client.watch(for: .random(in: 0.02...0.06))
        }
        client.clearKeys()
        results.add("\(name) p50", times.percentile(0.5))
        results.add("\(name) p99", times.percentile(0.99))
    }

    /// One conversation: processor time, bytes, and how long each delta takes to the screen.
    mutating func measureStream(rate: Int) {
        let client = start()
        let count = Int(Double(rate) * seconds)
        _ = client.screen.changedCells()
        client.ask(rate: rate, count: count)
        // What the question itself draws is not the deltas'.
        let asked = client.wait(for: 10) { $0.lastDelta(after: -1) >= 0 }
        let cpu = client.cpuSeconds
        let bytes = client.byteCount
        let frames = client.portionCount
        let wakeUps = client.wakeUps
        _ = client.screen.changedCells()
        var last = 0
        var changed = 0
        var delays: [Double] = []
        var shownAt = asked
        client.wait(for: seconds + 30) { screen in
            let time = now()
            changed += screen.changedCells()
            let new = screen.lastDelta(after: last)
            for number in last + 1..<new + 1 {
                delays.append(Double(time - server.sentTime(of: number)) / 1e6)
            }
            if new > last { shownAt = time }
            last = new
            return last >= count - 1
        }
        let total = Double(count - 1)
        let name = "stream \(rate)"
        let elapsed = Double(shownAt - asked) / 1e9
        results.add("\(name) cpu", (client.cpuSeconds - cpu) * 30 / elapsed)
        results.add("\(name) bytes", Double(client.byteCount - bytes) / total)
        results.add("\(name) changed", Double(changed) / total)
        results.add("\(name) overhead", Double(client.byteCount - bytes) / Double(changed))
        results.add(
            "\(name) frame",
            (client.cpuSeconds - cpu) * 1000 / Double(client.portionCount - frames))
        results.add("\(name) frames", Double(client.portionCount - frames) / elapsed)
        results.add("\(name) wakeups", Double(client.wakeUps - wakeUps) / total)
        results.add("\(name) delay p50", delays.percentile(0.5))
        results.add("\(name) delay p99", delays.percentile(0.99))
        results.add("\(name) last", delays.last ?? 0)
    }

    /// Eight conversations at once: in tabs, or a process for each.
    mutating func measureEight() {
        let clients = askInEight(rate: 50, count: 1_000_000)
        clients[0].watch(for: 1)
        let cpu = clients.map(\.cpuSeconds).reduce(0, +)
        let wakeUps = clients.map(\.wakeUps).reduce(0, +)
        let began = now()
        for _ in 0..<Int(seconds * 10) {
            for client in clients { client.watch(for: 0.1 / Double(clients.count)) }
        }
        let elapsed = Double(now() - began) / 1e9
        results.add("eight cpu", (clients.map(\.cpuSeconds).reduce(0, +) - cpu) / elapsed * 100)
        results.add(
            "eight wakeups", Double(clients.map(\.wakeUps).reduce(0, +) - wakeUps) / elapsed)
        results.add("eight memory", clients.map(\.memory.resident).reduce(0, +))
    }

    private func askInEight(rate: Int, count: Int) -> [Client] {
        guard program.hasTabs else {
            return (0..<8).map { _ in
                let client = start()
                client.ask(rate: rate, count: count)
                return client
            }
        }
        let client = start()
        for tab in 0..<8 {
            if tab > 0 { client.type("\u{0E}") }
            client.ask(rate: rate, count: count)
            client.watch(for: 0.2)
        }
        return [client]
    }

    /// Resident memory after a long answer, and how long it took to take it in.
    mutating func measureMemory(deltas count: Int, within limit: Double) {
        let client = start()
        client.ask(rate: 0, count: count)
        var last = -1
        let began = now()
        let shown = client.wait(for: limit) { screen in
            last = screen.lastDelta(after: last)
            return last >= count - 1
        }
        client.watch(for: 0.3)
        results.add("memory \(count)", client.memory.resident)
        results.add("memory \(count) anonymous", client.memory.anonymous)
        results.add("flood \(count)", Double(shown - began) / 1e9)
    }

}

extension [Double] {
    /// The value below which this part of them is.
    func percentile(_ part: Double) -> Double {
        guard !isEmpty else { return .nan }
        return sorted()[Swift.min(count - 1, Int(Double(count) * part))]
    }
}
