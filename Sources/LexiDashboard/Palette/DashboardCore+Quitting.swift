import LexiState

/// Quitting by name.
extension DashboardCore {
    /// Quits, after a question where something would be stopped by it.
    mutating func quit() -> [Request] {
        let running = state.tabs.count(where: \.isRunning)
        guard running > 0 else { return [.quit] }
        isQuitAsked = true
        let words = running == 1 ? "1 run goes on" : "\(running) runs go on"
        change(.notify(Notice(.warning, "\(words); quitting stops that. Quit? y: yes")))
        return []
    }
}
