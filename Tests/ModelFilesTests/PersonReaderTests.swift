import EndToEnd
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

/// The person at the button, in model files.
@Suite struct PersonReaderTests {
  private func read(_ text: String) throws -> Model {
    try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  @Test func everyValueArrivesAndIsShownAgain() throws {
    let model = try read(
      """
      {
        person: { resubmits: "45%", after: { lognormal: { median: "5 s", sigma: 1 } }, presses: 3,
          contactsSupport: "20%", closesPage: "1%",
          pressesTwice: { chance: "3%", after: "300 ms" } },
        strategies: {
          a: {}, calm: { person: { pressesTwice: { chance: 0 } } }, none: { person: false },
          cart: { key: { recorded: "with-data", scope: "intention" } },
        },
        costs: { duplicate: 60, support: 7 },
      }
      """)
    let scenarios = model.strategies.map(\.scenario)
    var expected = Person()
    expected.resubmits = Probability(0.45)
    expected.after = .lognormal(median: .seconds(5), sigma: 1)
    expected.mostSubmissions = 3
    expected.contactsSupport = Probability(0.2)
    expected.closesPage = .init(chance: Probability(0.01))
    expected.pressesTwice = .init(
      chance: Probability(0.03), after: .constant(.milliseconds(300)))
    #expect(scenarios[0].person == expected)
    expected.pressesTwice.chance = .never
    #expect(scenarios[1].person == expected)
    #expect(scenarios[2].person == nil)
    #expect(scenarios[3].key?.scope == .intention && scenarios[0].key == nil)
    #expect(model.costs?.support == 7)
    #expect(try read(ModelText.canonical(model)) == model)
  }

  @Test(arguments: [
    ("person: true", "'person' must be an object, for example"),
    ("person: { resubmit: 1 }", "did you mean 'resubmits'?"),
    ("person: { resubmits: \"110%\" }", "'resubmits'"),
    ("person: { after: \"-1 s\" }", "'after'"),
    ("person: { presses: 0 }", "'presses' must be a whole number, from 1 to 255"),
    ("person: { presses: 256 }", "'presses' must be a whole number, from 1 to 255"),
    (
      "person: { resubmits: \"60%\", contactsSupport: \"50%\" }",
      "60% and 50% are more than all of them"
    ),
    ("person: { resubmits: \"60%\", presses: 1 }", "'presses' allows one press in all"),
    ("person: { closesPage: { when: 1 } }", "unknown key 'when' in 'closesPage'"),
    ("person: { pressesTwice: \"often\" }", "'pressesTwice'"),
    ("resubmits: 1", "it belongs in 'person'"),
    ("strategies: { a: { key: { recorded: \"with-data\", scope: \"cart\" } } }", "\"intention\""),
    (
      "strategies: { a: { key: { recorded: \"with-data\", scope: \"intention\" } } }",
      "there is no 'person' here"
    ),
    ("costs: { support: 5 }", "no strategy has a 'person'"),
  ])
  func mistakesAreReported(part: String, message: String) {
    let strategies = part.hasPrefix("strategies") ? "" : ", strategies: { a: {} }"
    do {
      _ = try read("{ \(part)\(strategies) }")
      Issue.record("nothing was said of \(part)")
    } catch {
      let text = (error as? ModelFileError)?.description ?? "\(error)"
      #expect(text.contains(message), "\(text)")
    }
  }
}
