/// Why a stand-in could not start.
public struct StandInError: Error, CustomStringConvertible, Equatable {
    private enum Code: Equatable {
        case cannotListen(host: String, port: Int)
        case cannotOpenDatabase(path: String)
        case unknownFault
        case unusableModel
    }

    private let code: Code
    /// What the system said.
    public let reason: String

    static func cannotListen(host: String, port: Int, reason: String) -> StandInError {
        StandInError(code: .cannotListen(host: host, port: port), reason: reason)
    }

    static func cannotOpenDatabase(path: String, reason: String) -> StandInError {
        StandInError(code: .cannotOpenDatabase(path: path), reason: reason)
    }

    static func unknownFault(reason: String) -> StandInError {
        StandInError(code: .unknownFault, reason: reason)
    }

    static func unusableModel(reason: String) -> StandInError {
        StandInError(code: .unusableModel, reason: reason)
    }

    /// True when the address could not be bound, for instance because the port is taken.
    public var isAddressUnavailable: Bool {
        if case .cannotListen = code { true } else { false }
    }

    public var description: String {
        switch code {
        case .cannotListen(let host, let port): "cannot listen on \(host):\(port): \(reason)"
        case .unknownFault: "cannot behave as asked: \(reason)"
        case .unusableModel: "cannot use the model: \(reason)"
        case .cannotOpenDatabase(let path): "cannot open the database \(path): \(reason)"
        }
    }
}
