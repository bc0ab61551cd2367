import Foundation
import ModelFiles
import Testing

@Suite struct JSONSchemaTests {
  private func schema() throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(JSONSchema.text.utf8)) as? [String: Any])
  }

  /// Every reference leads somewhere, and no definition is one that nothing refers to.
  @Test func referencesAndDefinitionsMatch() throws {
    let schema = try schema()
    let definitions = try #require(schema["$defs"] as? [String: Any])
    var references: Set<String> = []
    func look(at value: Any) {
      if let object = value as? [String: Any] {
        if let reference = object["$ref"] as? String { references.insert(reference) }
        object.values.forEach(look)
      } else if let list = value as? [Any] {
        list.forEach(look)
      }
    }
    look(at: schema)
    #expect(references == Set(definitions.keys.map { "#/$defs/" + $0 }))
    #expect(definitions.count > 30)
  }

  @Test func everyObjectIsClosedAndEveryKeyExplained() throws {
    let definitions = try #require(try schema()["$defs"] as? [String: [String: Any]])
    var objects = 0
    for (name, definition) in definitions where definition["type"] as? String == "object" {
      objects += 1
      #expect(definition["additionalProperties"] as? Bool == false, "\(name)")
      let properties = try #require(definition["properties"] as? [String: [String: Any]])
      for (key, property) in properties {
        #expect((property["description"] as? String)?.hasSuffix(".") == true, "\(name).\(key)")
      }
    }
    #expect(objects > 30)
    let server = try #require(definitions["server"]?["properties"] as? [String: [String: Any]])
    #expect(server["failsAfterStore"]?["default"] as? String == "0%")
    let forms = try #require(server["failure"]?["anyOf"] as? [[String: Any]])
    #expect(forms.first?["enum"] as? [String] == ["answered", "silent", "nothing", "reset"])
  }

  @Test func presetsAndProtocolsAreListedByName() throws {
    let definitions = try #require(try schema()["$defs"] as? [String: [String: Any]])
    let strategy = try #require(
      definitions["a-strategy"]?["properties"] as? [String: [String: Any]])
    #expect((strategy["preset"]?["enum"] as? [String])?.contains("stripe-python") == true)
    let key = try #require(definitions["key"]?["properties"] as? [String: [String: Any]])
    #expect((key["protocol"]?["enum"] as? [String])?.contains("stripe-v1") == true)
  }
}
