/// What a JSON value or a parameter may be. The same statement checks requests and is published
/// in the API's description, so the two cannot disagree.
indirect enum Shape: Sendable {
    case any
    case boolean
    case number
    case integer(ClosedRange<Int>?)
    case string(Text)
    case array(Shape)
    /// Members beyond those named are allowed, and ignored in a request.
    case object([Property])
    case nullable(Shape)

    /// What a string may be.
    struct Text: Sendable {
        /// In Unicode code points.
        var length: ClosedRange<Int>?
        var options: [String] = []
        var form: Form?

        /// How a string is to be read.
        enum Form: Sendable, Equatable {
            /// `2026-04-27`.
            case day
            /// A day, or an instant such as `2026-04-27T09:15:00Z`.
            case moment
            /// Something else than white space has to be in it.
            case notBlank
            /// Some of these, divided by commas, or `*` for all.
            case list([String])
        }
    }

    struct Property: Sendable {
        var name: String
        var shape: Shape
        var isRequired: Bool
    }

    static let text = Shape.string(Text())
    static let whole = Shape.integer(nil)
    static let day = Shape.string(Text(form: .day))
    static let moment = Shape.string(Text(form: .moment))
    static let texts = Shape.array(.text)

    static func text(_ length: ClosedRange<Int>) -> Shape { .string(Text(length: length)) }
    static func oneOf(_ options: String...) -> Shape { .string(Text(options: options)) }

    /// An object all of whose members are there.
    static func object(_ members: KeyValuePairs<String, Shape>) -> Shape {
        .object(members.map { Property(name: $0.key, shape: $0.value, isRequired: true) })
    }

    /// An object of which only some members have to be there.
    static func object(
        _ members: KeyValuePairs<String, Shape>, requiring required: Set<String>
    ) -> Shape {
        .object(
            members.map {
                Property(name: $0.key, shape: $0.value, isRequired: required.contains($0.key))
            })
    }

    var orNull: Shape { .nullable(self) }
}
