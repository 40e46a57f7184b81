import Foundation
import HTTPTypes

/// Why a model gave no answer, in words for the person who asked.
extension APIError {
    /// The way to the model, or the server there, failed.
    static func modelUnavailable(_ message: String) -> APIError {
        APIError(status: .badGateway, code: "model_unavailable", message: message)
    }

    /// The model took too long.
    static func modelTimeout(_ message: String) -> APIError {
        APIError(status: .gatewayTimeout, code: "model_timeout", message: message)
    }

    /// The model answered, and nothing can be made of it.
    static func modelNonsense(_ message: String) -> APIError {
        APIError(status: .badGateway, code: "model_error", message: message)
    }
}

/// What an OpenAI-compatible server says about its own failure.
enum ModelServerError {
    /// The sentence in a JSON error of any of the usual shapes; nil when this is none.
    static func sentence(in value: JSONValue) -> String? {
        if let error = value["error"], !error.isNull {
            return line(error["message"]?.text ?? error.text ?? error.wire)
        }
        guard value["choices"] == nil else { return nil }
        return (value["message"]?.text ?? value["detail"]?.text).map(line)
    }

    /// The same of a body that may not be JSON.
    static func sentence(in body: [UInt8]) -> String? {
        do {
            return sentence(in: try JSONValue(parsing: Data(body)))
        } catch {
            let text = line(String(decoding: body, as: UTF8.self))
            return text.isEmpty || text.hasPrefix("<") ? nil : text
        }
    }

    /// At most 300 characters on one line.
    static func line(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 300 ? line.prefix(299) + "…" : line
    }
}
