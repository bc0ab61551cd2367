import EndToEnd
import Simulation

/// How the reader takes in hedged requests.
extension ModelReader {
  /// - Parameters:
  ///   - strategy: what else the strategy says, and may contradict.
  ///   - client: all that is known of it but the hedge.
  mutating func hedge(_ member: Member, _ strategy: Fields, of client: inout Client) {
    guard let hedge = hedge(member) else { return }
    if strategy["attempts"] == nil { client.retry.attempts = hedge.attempts }
    apply(hedge, at: member, strategy, to: &client)
  }

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
    if client.readsBack {
      report(
        "'hedge' sends again without waiting for an answer, and 'readBack' asks before it sends "
          + "again; choose one" + remedy,
        at: member.keyRange)
    }
  }

  /// A length of time alone, or with how many requests there may be.
  private mutating func hedge(_ member: Member) -> Hedge? {
    var after: Delay?
    var attempts: UInt32 = 2
    var hurries = false
    if case .object = member.value.value {
      guard let fields = fields(of: member.value, Section.hedge) else { return nil }
      if fields["after"] == nil {
        report("'after' is missing here, such as after: \"50 ms\"", at: member.value.range)
      }
      read("after", of: fields, into: &after) { value throws(QuantityProblem) in
        try Duration.positive(value)
      }
      read("attempts", of: fields, into: &attempts) { value throws(QuantityProblem) in
        let range = Hedge.attemptsRange
        return UInt32(
          try Quantity.count(value, in: UInt64(range.lowerBound)...UInt64(range.upperBound)))
      }
      read("hurries", of: fields, into: &hurries, Choice.isTrue)
    } else {
      do {
        after = try Duration.positiveOrNone(member.value.value)
      } catch {
        reportMismatch(
          "hedge", error.requirement + ", or an object such as { after: \"50 ms\" }", member.value)
      }
    }
    return after.map { Hedge(after: $0, attempts: attempts, hurries: hurries) }
  }
}
