import ArgumentParser
import LexiHome

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

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
                    if let problem = PrivateFolder.make(forFile: path) {
                        throw CommandFailure(73, problem)
                    }
                    switch PrivateFile.write(text, to: path, replaces: force) {
                    case .written: break
                    case .exists:
                        throw CommandFailure(
                            73,
                            "\(path) is there already; --print shows every setting, --force writes "
                                + "over it.")
                    case .failed(let reason): throw CommandFailure(73, "\(path): \(reason)")
                    }
                    StandardStream.print(
                        "\(path) is written, with everything in it commented out.")
                })
        }
    }
}
