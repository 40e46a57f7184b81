import Foundation
import Testing

@testable import LexiStandIn

@Suite struct OpenAPITests {
    private static let samples: [(method: String, path: String, route: String, body: String)] = [
        ("GET", "/v1/contacts?per_page=100", "/v1/contacts", ""),
        ("GET", "/v1/contacts/contact-001?include=*", "/v1/contacts/{id}", ""),
        ("GET", "/v1/contacts/contact-001/notes", "/v1/contacts/{id}/notes", ""),
        ("GET", "/v1/contacts/contact-001/activities", "/v1/contacts/{id}/activities", ""),
        ("GET", "/v1/contacts/nobody", "/v1/contacts/{id}", ""),
        ("GET", "/v1/contacts?page=0", "/v1/contacts", ""),
        ("GET", "/v1/deals?per_page=100", "/v1/deals", ""),
        ("GET", "/v1/deals/deal-001", "/v1/deals/{id}", ""),
        ("GET", "/v1/deals/deal-001/documents", "/v1/deals/{id}/documents", ""),
        ("POST", "/v1/deals/deal-001/notes", "/v1/deals/{id}/notes", #"{"content":"a"}"#),
        ("GET", "/v1/companies?per_page=100", "/v1/companies", ""),
        ("GET", "/v1/companies/company-001", "/v1/companies/{id}", ""),
        (
            "POST", "/v1/companies/company-001/notes", "/v1/companies/{id}/notes",
            #"{"content":"a"}"#
        ),
        ("GET", "/v1/matters/matter-001", "/v1/matters/{id}", ""),
        ("GET", "/v1/notes?per_page=100", "/v1/notes", ""),
        ("GET", "/v1/tasks?per_page=100", "/v1/tasks", ""),
        ("GET", "/v1/tasks/task-001", "/v1/tasks/{id}", ""),
        ("GET", "/v1/users", "/v1/users", ""),
        ("GET", "/v1/lexi/tasks", "/v1/lexi/tasks", ""),
        ("POST", "/v1/lexi/tasks/lexi-task-002/approve", "/v1/lexi/tasks/{id}/approve", ""),
        ("POST", "/v1/lexi/tasks/lexi-task-003/dismiss", "/v1/lexi/tasks/{id}/dismiss", ""),
        ("POST", "/v1/lexi/chat", "/v1/lexi/chat", #"{"message":"Find prospects in energy"}"#),
        (
            "POST", "/v1/lexi/personalize-email", "/v1/lexi/personalize-email",
            #"{"contact_id":"contact-001","intent":"a"}"#
        ),
        (
            "POST", "/v1/lexi/autoresearch", "/v1/lexi/autoresearch",
            #"{"company_id":"company-001"}"#
        ),
        ("GET", "/v1/lexi/conversations", "/v1/lexi/conversations", ""),
        ("GET", "/openapi.json", "/openapi.json", ""),
    ]

    @Test func whatIsServedIsDescribedAndWhatIsDescribedIsServed() async throws {
        try await withStandIn(.instant(plan: .unmetered)) { standIn in
            let document = try JSONSchemaCheck(try await standIn.call("GET", "/openapi.json").body)
            #expect(document.document["openapi"] as? String == "3.1.0")
            #expect(document.paths.count == 26)
            for (path, operations) in document.paths {
                let concrete = path.replacing("{id}", with: "nothing")
                for method in ["get", "post", "put", "patch", "delete"] {
                    let response = try await standIn.call(method.uppercased(), concrete, "?")
                    let isServed = response.statusLine != "HTTP/1.1 405 Method Not Allowed"
                    #expect(isServed == (operations[method] != nil), "\(method) \(path)")
                    #expect(!response.body.contains("There is nothing at"), "\(method) \(path)")
                }
            }
        }
    }

    @Test func answersAreAsDescribed() async throws {
        try await withStandIn(.instant(plan: .unmetered)) { standIn in
            let document = try JSONSchemaCheck(try await standIn.call("GET", "/openapi.json").body)
            for (method, path, route, body) in Self.samples {
                let response = try await standIn.call(method, path, body)
                let operation = try #require(document.paths[route]?[method.lowercased()])
                let status = String(response.statusLine.split(separator: " ")[1])
                let schema = try #require(document.schema(operation, status: status))
                let value = try JSONSerialization.jsonObject(with: Data(response.body.utf8))
                #expect(document.faults(of: value, schema) == [], "\(method) \(path)")
            }
        }
    }

    @Test func aConversationIsAsDescribed() async throws {
        try await withStandIn(.instant(plan: .unmetered)) { standIn in
            let document = try JSONSchemaCheck(try await standIn.call("GET", "/openapi.json").body)
            let chat = try await standIn.chat(#"{"message":"Who is Mara Vogt?"}"#)
            let id = try #require(chat.member("conversation_id"))
            let operations = try #require(document.paths["/v1/lexi/conversations/{id}"])
            for (method, query, body) in [
                ("GET", "?include_tool_steps=true", ""), ("PATCH", "", #"{"title":"x"}"#),
            ] {
                let response = try await standIn.call(
                    method, "/v1/lexi/conversations/\(id)\(query)", body)
                let operation = try #require(operations[method.lowercased()])
                let schema = try #require(document.schema(operation, status: "200"))
                let value = try JSONSerialization.jsonObject(with: Data(response.body.utf8))
                #expect(document.faults(of: value, schema) == [])
            }
        }
    }
}
