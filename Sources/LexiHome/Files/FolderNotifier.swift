#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

#if os(Linux)
    /// Waits for changes in folders, by inotify(7).
    final class FolderNotifier: Sendable {
        private let descriptor: Int32
        /// Editors write in several steps; this long nothing more has to come.
        private static let calm: Int32 = 50

        init?() {
            descriptor = inotify_init1(Int32(IN_CLOEXEC))
            guard descriptor >= 0 else { return nil }
        }

        /// - Parameter folders: Asked for anew after each change: some may have come to be.
        func run(folders: () -> [String], _ changed: () -> Void) {
            while waitForEvent(-1) {
                while waitForEvent(Self.calm) {}
                // Before it is told: what comes later is an event again.
                watch(folders())
                changed()
            }
        }

        /// Watches folders; those that are watched already stay so.
        func watch(_ folders: [String]) {
            let events =
                IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR
            for folder in folders {
                _ = inotify_add_watch(descriptor, folder, UInt32(events))
            }
        }

        /// - Returns: Whether something happened within a time in milliseconds; -1 is for ever.
        private func waitForEvent(_ timeout: Int32) -> Bool {
            while true {
                var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                let ready = poll(&source, 1, timeout)
                if ready < 0, errno == EINTR { continue }
                guard ready > 0 else { return false }
                // What happened is not looked at: the files say what there is now.
                var buffer = [UInt8](repeating: 0, count: 1 << 14)
                return systemRead(descriptor, &buffer, buffer.count) > 0
            }
        }
    }
#endif
