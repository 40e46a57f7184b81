import Testing

@testable import LexiStandIn

@Suite struct PermissionTests {
    @Test(arguments: [
        ("POST", "/v1/lexi/chat", #"{"message":"a"}"#, "write:ai"),
        ("POST", "/v1/lexi/personalize-email", "{}", "write:ai"),
        ("POST", "/v1/lexi/autoresearch", "{}", "write:ai"),
        ("PATCH", "/v1/lexi/conversations/x", "{}", "write:ai"),
        ("DELETE", "/v1/lexi/conversations/x", "", "write:ai"),
        ("POST", "/v1/lexi/tasks/lexi-task-002/approve", "", "lexi"),
        ("POST", "/v1/lexi/tasks/lexi-task-002/dismiss", "", "lexi"),
        ("POST", "/v1/deals/deal-001/notes", "{}", "deals:write"),
        ("POST", "/v1/companies/company-001/notes", "{}", "write:companies"),
    ])
    func whatWritesIs403ForAReadOnlyKey(
        method: String, path: String, body: String, permission: String
    ) async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call(
                method, path, body, key: StandIn.SampleKeys.readOnly)
            #expect(response.statusLine == "HTTP/1.1 403 Forbidden")
            #expect(
                response.body
                    == #"{"error":{"code":"insufficient_permissions","message":"The API key lacks the permission \#(permission)"}}"#
            )
        }
    }

    @Test(arguments: [
        "/v1/contacts", "/v1/deals", "/v1/companies", "/v1/matters/matter-001", "/v1/notes",
        "/v1/tasks", "/v1/users", "/v1/lexi/conversations", "/v1/lexi/tasks",
    ])
    func whatReadsIsOpenToAReadOnlyKey(path: String) async throws {
        try await withStandIn { standIn in
            let response = try await standIn.call("GET", path, key: StandIn.SampleKeys.readOnly)
            #expect(response.statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test(arguments: [
        ("contacts:read", "/v1/contacts", true), ("read:contacts", "/v1/contacts", true),
        ("deals:read", "/v1/contacts", false), ("deals:read", "/v1/deals", true),
        ("read:ai", "/v1/lexi/conversations", true), ("lexi", "/v1/lexi/conversations", true),
        ("read", "/v1/lexi/conversations", false), ("activities:read", "/v1/tasks", true),
        ("contacts:read", "/v1/tasks", false),
    ])
    func everyVocabularyIsUnderstood(
        permission: String, path: String, isAllowed: Bool
    ) async throws {
        let folder = try TestFolder()
        let database = try StandInDatabase.open(path: folder.databasePath)
        try await database.write { db in
            _ = try WorkspaceSetup.prepare(db, configuration: .instant(), time: testTime)
            try APIKeys.insert(
                .init(
                    key: "wbk_made", name: "Made", workspace: WorkspaceSetup.mainWorkspace,
                    user: WorkspaceSetup.mainUser, permissions: permission), in: db)
        }
        try database.close()
        try await withStandIn(.instant(databasePath: folder.databasePath)) { standIn in
            let response = try await standIn.call("GET", path, key: "wbk_made")
            #expect(
                response.statusLine
                    == (isAllowed ? "HTTP/1.1 200 OK" : "HTTP/1.1 403 Forbidden"))
        }
    }
}
