import EndToEnd
import Simulation

/// Hedged requests.
extension ModelReader {
  /// Reads a hedge: a length of time alone, or with the number of requests.
  mutating func hedge(_ member: Member, of draft: inout ScenarioDraft) {
    guard let hedge = hedge(member), let strategy = draft.fields else { return }
    if strategy["attempts"] == nil { draft.scenario.client.retry.attempts = hedge.attempts }
    apply(hedge, at: member, strategy, to: &draft.scenario.client)
  }

  /// Gives a client a hedge that the rest of its strategy may contradict.
  ///
  /// - Parameter member: what brings the hedge: 'hedge', or a preset.
  mutating func apply(
    _ hedge: Hedge, at member: Member, _ strategy: Fields, to client: inout Client
  ) {
    client.hedge = hedge
    let remedy = member.key == "hedge" ? "" : "; or say hedge: \"none\" beside it"
    if let attempts = client.retry.attempts, attempts < hedge.attempts {
      report(
        "'hedge' sends up to \(hedge.attempts) requests and 'attempts' allows \(attempts) in all; "
          + "raise 'attempts', or leave it out"
          + remedy,
        at: strategy["attempts"]?.value.range ?? member.keyRange)
    }
    if hedge.after >= client.timeout {
      report(
        "'hedge' comes too late: after the client's timeout of "
          + "\(Quantity.text(of: client.timeout)) there is no request left to hedge"
          + remedy,
        at: member.value.range)
    }
    if client.readBack.precedesRetries {
      report(
        "'hedge' sends again without waiting for an answer, and 'readBack' asks before it sends "
          + "again; choose one, or ask after the last: readBack: \"last\"" + remedy,
        at: member.keyRange)
    }
  }

  /// The hedge that a member says; `nil` for none, or after an error that was reported.
  private mutating func hedge(_ member: Member) -> Hedge? {
    var terms = ModelSchema.HedgeTerms()
    if case .object = member.value.value {
      read(member.value, ModelSchema.hedge, into: &terms)
    } else {
      terms.after =
        parsed(
          member, alternative: ", or an object, for example { after: \"50 ms\" }",
          Quantity.positiveDelayOrNone)
        ?? nil
    }
    return terms.after.map { Hedge(after: $0, attempts: terms.attempts, hurries: terms.hurries) }
  }
}
