import ArgumentParser
import LexiHome

extension ConfigCommand {
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a settings file with every setting in it, commented out.")
        @OptionGroup var globals: GlobalOptions
        @Flag(help: "Write over a file that is there.")
        var force = false
        @Flag(help: "Print it, and write nothing.")
        var print = false

        func run() throws {
            endProcess(
                CommandFailure.told { () throws(CommandFailure) in
                    let text = SettingsText.template(SettingSection.all + [.keys])
                    if print {
                        StandardStream.print(text)
                        return
                    }
                    guard let path = globals.config ?? GlobalOptions.paths.configurationFile
                    else {
                        throw CommandFailure(78, "Neither XDG_CONFIG_HOME nor HOME says where.")
                    }
                    guard try write(text, to: path) else {
                        throw CommandFailure(
                            73,
                            "\(path) is there already; --print shows every setting, --force writes "
                                + "over it.")
                    }
                    StandardStream.print(
                        "\(path) is written, with everything in it commented out.")
                })
        }

        /// - Returns: Whether it did; `false` where a file is to stay.
        private func write(_ text: String, to path: String) throws(CommandFailure) -> Bool {
            do throws(FileError) {
                if force {
                    try PrivateFile.save(text, to: path)
                    return true
                }
                try PrivateFolder.make(forFile: path)
                return try PrivateFile.create(path, with: text)
            } catch {
                throw CommandFailure(73, error.reason)
            }
        }
    }
}
