import HTTPTypes

/// The firm's people, to name owners and assignees. All of them come at once.
struct UsersController: Sendable {
    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/v1/users", name: "listUsers", summary: "List users",
                permission: .readContacts,
                answer: Endpoint.data(
                    .object([
                        "users": .array(
                            .object(["id": .text, "full_name": .text, "email": .text]))
                    ])),
                work: .reads { _, crm in
                    let users = try crm.users().map { user -> JSONValue in
                        [
                            "id": .string(user.id), "full_name": .string(user.fullName),
                            "email": .string(user.email),
                        ]
                    }
                    return Reply(data: ["users": .array(users)])
                })
        ]
    }
}
