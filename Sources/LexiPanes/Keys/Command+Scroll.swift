extension Command {
    /// How far it scrolls; `nil` where it does something else.
    package var scroll: ScreenView.Scroll? {
        switch self {
        case .scrollUp: .lines(-1)
        case .scrollDown: .lines(1)
        case .halfPageUp: .pages(-0.5)
        case .halfPageDown: .pages(0.5)
        case .pageUp: .pages(-1)
        case .pageDown: .pages(1)
        case .scrollToTop: .top
        case .follow: .end
        default: nil
        }
    }
}
