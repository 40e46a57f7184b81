import LexiHome
import Logging

extension LogFile {
    /// `$XDG_STATE_HOME/lexi/lexi.log`.
    static let shared = LogFile(GlobalOptions.paths.logFile)

    static func logger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "lexi") { _ in LogLines { LogFile.shared.append($0) } }
        logger.logLevel = level
        return logger
    }
}
