/// A finished picture: the cells and where the cursor rests.
public struct Frame: Sendable, Equatable {
    public var grid: Grid
    /// Where the real cursor is parked after drawing, so that input methods open there; `nil`
    /// hides it.
    public var cursor: Point?

    public init(grid: Grid, cursor: Point?) {
        self.grid = grid
        self.cursor = cursor
    }
}

/// Where frames go: the terminal, or memory in tests.
///
/// A backend belongs to one thread. It alone decides what changed since the frame before.
public protocol ScreenBackend: AnyObject {
    /// The size to draw the next frame for.
    var size: Size { get }

    /// Shows a frame, sending as little as the difference to the last one needs. A frame of
    /// another size than ``size`` is shown as far as it fits.
    func present(_ frame: Frame)

    /// Forgets what is on the screen, so that the next frame is drawn whole.
    func invalidate()
}
