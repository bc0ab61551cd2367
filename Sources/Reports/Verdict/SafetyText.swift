import EndToEnd
import Statistics
import Study

/// The answer to "Is it safe to retry?", for one strategy.
///
/// It is unless faults can make a duplicate, lose what was acknowledged, or let an older write replace a
/// newer one. Phantoms and late copies make nobody worse off who retries.
struct SafetyText {
  let verdict: StrategyVerdict

  enum Answer: String {
    case safe
    case safeUpTo = "safe-up-to"
    case unsafe
    case undecided
  }

  private static let harms: [OutcomeClass] = [.duplicate, .lost, .stale]

  var answer: Answer {
    let judgements = SafetyText.harms.map { verdict[$0] }
    func contains(_ isSuch: (StrategyVerdict.Judgement) -> Bool) -> Bool {
      judgements.contains(where: isSuch)
    }
    if contains({ if case .possible = $0 { true } else { false } }) { return .unsafe }
    // That nothing goes wrong without a fault makes no retry safe.
    if contains({ !$0.isOfFaults }) { return .undecided }
    if contains({ if case .impossibleUpTo = $0 { true } else { false } }) { return .safeUpTo }
    return .safe
  }

  /// A sentence.
  var text: String {
    let sign = OutcomeClass.anomalies.contains { verdict.text(of: $0).isApproximate } ? "≈ " : ""
    return sign + clauses + "."
  }

  private var clauses: String {
    let isOnce = verdict.strategy.scenario.sendsOnce
    switch answer {
    case .safe:
      return (isOnce ? "never retries; " : "safe to retry: ") + "no number of faults "
        + SafetyText.harm(verdict.strategy.scenario)
    case .safeUpTo:
      return (isOnce ? "never retries; " : "safe to retry with ")
        + "up to \(FaultText.count(fewest)): none of them "
        + SafetyText.harm(verdict.strategy.scenario)
        + ", and of more nothing is known"
    case .unsafe:
      return (isOnce ? "never retries, and is not safe even so: " : "not safe: ")
        + SafetyText.harms.compactMap(clause).joined(separator: ", and ")
    case .undecided:
      return "not decided"
        + (verdict[.duplicate] == .undecided
          ? ""
          : ": without a fault nothing "
            + SafetyText.harm(verdict.strategy.scenario) + ", and of faults nothing is known")
    }
  }

  /// The most faults that are proved to do no harm.
  private var fewest: Int {
    SafetyText.harms.compactMap { harm -> Int? in
      if case .impossibleUpTo(let faults, _) = verdict[harm] { faults } else { nil }
    }.min() ?? 0
  }

  /// How one harm comes about.
  private func clause(_ harm: OutcomeClass) -> String? {
    guard case .possible(let found) = verdict[harm] else { return nil }
    let count = found.faults.count
    let isPlural = count > 1
    let verb =
      switch harm {
      case .duplicate: (isPlural ? "make" : "makes") + " a duplicate"
      case .lost: (isPlural ? "lose" : "loses") + " acknowledged data"
      default: (isPlural ? "let" : "lets") + " an older write replace a newer one"
      }
    if count == 0 { return "it \(verb) without any fault" }
    return "\(FaultText.count(count)) \(verb) (\(verdict.text(of: harm).faults))"
  }

  /// Edits are mentioned only where there are some.
  private static func harm(_ scenario: Scenario) -> String {
    scenario.clientChosenID == nil
      ? "makes a duplicate or loses acknowledged data"
      : "makes a duplicate, loses acknowledged data, or lets an older write replace a newer one"
  }
}

extension StrategyVerdict.Judgement {
  /// Whether it says anything about what a fault does.
  fileprivate var isOfFaults: Bool {
    switch self {
    case .impossible, .possible: true
    case .impossibleUpTo(let faults, _): faults > 0
    case .undecided: false
    }
  }
}

extension Scenario {
  /// Whether nobody ever sends anything a second time.
  var sendsOnce: Bool {
    client.retry.attempts == 1 && person == nil
      && gateways.allSatisfy { $0.retry.attempts == 1 }
  }
}
