import EndToEnd

/// How a person is written.
extension JSON5Writer {
  static func of(_ person: Person) -> JSON5Writer {
    .object([
      .init(key: "resubmits", value: .of(person.resubmits)),
      .init(key: "after", value: .of(person.after)),
      .init(key: "presses", value: .atom("\(person.mostSubmissions)")),
      .init(key: "contactsSupport", value: .of(person.contactsSupport)),
      .init(key: "closesPage", value: .of(person.closesPage)),
      .init(key: "pressesTwice", value: .of(person.pressesTwice)),
    ])
  }

  private static func of(_ habit: Person.Habit) -> JSON5Writer {
    .object([
      .init(key: "chance", value: .of(habit.chance)),
      .init(key: "after", value: .of(habit.after)),
    ])
  }
}
