#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The command line as it was given, before anything reads it as text.
enum ArgumentText {
    /// Which argument cannot be read, in a sentence; `nil` when all can. What would be guessed in
    /// place of a character is not what was meant, and would be sent.
    static var mistake: String? {
        let arguments = UnsafeBufferPointer(
            start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
        return mistake(
            in: arguments.dropFirst().map { argument in
                argument.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) } ?? []
            })
    }

    /// - Parameter arguments: All behind the program's name.
    static func mistake(in arguments: [[UInt8]]) -> String? {
        for (index, argument) in arguments.enumerated() {
            do throws(InputText.NotUTF8) {
                _ = try InputText.read(argument)
            } catch {
                return "Argument \(index + 1) cannot be read: \(error.words)."
            }
        }
        return nil
    }
}
