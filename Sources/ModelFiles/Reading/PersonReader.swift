import EndToEnd
import Simulation

/// How the reader takes in the person at the button.
extension ModelReader {
  /// A person as an object, of which a later one changes a part, or false for none.
  mutating func apply(person member: Member, to scenario: inout Scenario) {
    if case .boolean(false) = member.value.value {
      scenario.person = nil
      return
    }
    guard case .object = member.value.value else {
      reportMismatch(
        "person", "must be an object such as { resubmits: \"45%\", after: \"20 s\" }, or false",
        member.value)
      return
    }
    guard let fields = fields(of: member.value, Section.person) else { return }
    var person = scenario.person ?? Person()
    read("resubmits", of: fields, into: &person.resubmits, Quantity.probability)
    if let member = fields["after"] { latency(member, into: &person.after) }
    read("presses", of: fields, into: &person.mostSubmissions) { value throws(QuantityProblem) in
      let range = Person.mostRange
      return UInt8(
        try Quantity.count(value, in: UInt64(range.lowerBound)...UInt64(range.upperBound)))
    }
    read("contactsSupport", of: fields, into: &person.contactsSupport, Quantity.probability)
    if let member = fields["closesPage"] { apply(habit: member, to: &person.closesPage) }
    if let member = fields["pressesTwice"] { apply(habit: member, to: &person.pressesTwice) }
    check(person, fields)
    scenario.person = person
  }

  /// A chance alone, for what happens at once, or with how long it takes.
  private mutating func apply(habit member: Member, to habit: inout Person.Habit) {
    guard case .object = member.value.value else {
      do {
        habit = .init(chance: try Quantity.probability(member.value.value))
      } catch {
        reportMismatch(
          member.key,
          error.requirement + ", or an object such as { chance: \"3%\", after: \"300 ms\" }",
          member.value)
      }
      return
    }
    let section = Section(name: "'\(member.key)'", keys: ["chance", "after"])
    guard let fields = fields(of: member.value, section) else { return }
    read("chance", of: fields, into: &habit.chance, Quantity.probability)
    if let member = fields["after"] { latency(member, into: &habit.after) }
  }

  private mutating func check(_ person: Person, _ fields: Fields) {
    let sum = person.resubmits.value + person.contactsSupport.value
    // What is 1 on paper may be a little more as a sum of doubles.
    if sum > 1 + 1e-12 {
      report(
        "'resubmits' and 'contactsSupport' are shares of the same people, and "
          + "\(Quantity.text(of: person.resubmits)) and "
          + "\(Quantity.text(of: person.contactsSupport)) are more than all of them",
        at: (fields["contactsSupport"] ?? fields["resubmits"])?.value.range ?? fields.node.range)
    }
    if person.mostSubmissions == 1,
      person.resubmits != .never || person.pressesTwice.chance != .never
    {
      report(
        "'presses' allows one press in all, and this person would press again; raise it, or leave out "
          + "'resubmits' and 'pressesTwice'",
        at: fields["presses"]?.value.range ?? fields.node.range)
    }
  }

  /// What only makes sense where somebody may press twice.
  mutating func checkPerson(of scenario: Scenario, at range: SourceRange?) {
    if scenario.key?.scope == .intention, scenario.person == nil {
      report(
        "a key of scope \"intention\" is what several presses of a person share, and there is no "
          + "'person' here; add one, such as person: { resubmits: \"45%\", after: \"20 s\" }",
        at: range)
    }
  }
}
