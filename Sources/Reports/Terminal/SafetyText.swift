import EndToEnd
import Simulation
import Statistics
import Study

/// The answer to "Is it safe to retry?", for one strategy.
///
/// It is unless faults can make a duplicate, lose what was acknowledged, or let an older write replace a
/// newer one. Phantoms, false rejections and late copies do not make a retry unsafe.
struct SafetyText {
  /// The verdict that is put into words.
  let verdict: StrategyVerdict

  /// The answers, each with its word for programs.
  enum Answer: String {
    /// No number of faults does harm.
    case safe
    /// Up to some number of faults none does harm, and of more nothing is known.
    case safeUpTo = "safe-up-to"
    /// Some faults do harm.
    case unsafe
    /// Neither harm nor a proof was found.
    case undecided
  }

  /// The outcomes that make a retry unsafe.
  static let harms: [OutcomeClass] = [.duplicate, .lost, .stale]

  /// The answer.
  var answer: Answer {
    let judgements = SafetyText.harms.map { verdict[$0] }
    func contains(_ isSuch: (StrategyVerdict.Judgement) -> Bool) -> Bool {
      judgements.contains(where: isSuch)
    }
    if contains({ $0.isPossible }) { return .unsafe }
    // That nothing goes wrong without a fault makes no retry safe.
    if contains({ !$0.isOfFaults }) { return .undecided }
    if contains({ if case .impossibleUpTo = $0 { true } else { false } }) { return .safeUpTo }
    return .safe
  }

  /// A sentence.
  var text: String {
    let sign = OutcomeClass.anomalies.contains { verdict.text(of: $0).isApproximate } ? "≈ " : ""
    return sign + clauses + (gainsNothing ? "; but " + SafetyText.noGain : "") + "."
  }

  /// The command that draws the first harm that is possible; `nil` if none is.
  ///
  /// - Parameter seed: that of the run that has observed it.
  func command(seed: UInt64?) -> String? {
    guard let harm = SafetyText.harms.first(where: { verdict[$0].isPossible }) else { return nil }
    let name = verdict.strategy.name
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    let start = "disagree trace MODEL --strategy \(isPlain ? name : "NAME") "
    switch verdict[harm] {
    case .observed(let trial):
      guard let trial, let seed else { return nil }
      return start + "--trial \(trial)" + (seed == 1 ? "" : " --seed \(seed)")
    case .possible(let path):
      let delays = path.isApproximate ? verdict.discretisation : nil
      return start + "--outcome \(harm.rawValue)"
        + (delays.map { " --discretize \($0)" } ?? "")
    case .impossible, .impossibleUpTo, .notFound, .undecided: return nil
    }
  }

  /// A Boolean value that indicates whether a strategy that is safe retries for nothing.
  var gainsNothing: Bool {
    switch answer {
    case .safe, .safeUpTo: verdict.gain == .nothing
    case .unsafe, .undecided: false
    }
  }

  /// The sentence about a retry that is safe and useless.
  private static let noGain =
    "retrying gains nothing: as many writes end unknown as without it"

  /// The answer with its grounds, in clauses.
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
      return "not decided" + known
    }
  }

  /// The part that is known of what is not decided.
  private var known: String {
    let harm = SafetyText.harm(verdict.strategy.scenario)
    let delays = SafetyText.harms.compactMap { harm -> Int? in
      if case .notFound(let delays, _) = verdict[harm] { delays } else { nil }
    }
    if let delays = delays.first {
      return ": with \(FaultText.delays(delays)) for each continuous latency nothing \(harm), and "
        + "others were not tried"
    }
    if verdict[.duplicate] == .undecided {
      return verdict[.lost] == .impossible
        ? ": no number of faults loses acknowledged data, and of duplicates nothing is known" : ""
    }
    return ": without a fault nothing \(harm), and of faults nothing is known"
  }

  /// The most faults that are proved to do no harm.
  var fewest: Int {
    SafetyText.harms.compactMap { harm -> Int? in
      if case .impossibleUpTo(let faults) = verdict[harm] { faults } else { nil }
    }.min() ?? 0
  }

  /// The faults that cause one harm, as a clause.
  private func clause(_ harm: OutcomeClass) -> String? {
    if case .observed(let trial) = verdict[harm] {
      let what =
        switch harm {
        case .duplicate: "a duplicate"
        case .lost: "a loss of acknowledged data"
        default: "an older write in the place of a newer one"
        }
      return what + " was observed" + (trial.map { " (trial \($0))" } ?? "")
    }
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

/// Judgements on one anomaly.
extension StrategyVerdict.Judgement {
  /// A Boolean value that indicates whether the judgement covers at least one fault.
  fileprivate var isOfFaults: Bool {
    switch self {
    case .impossible, .possible, .observed: true
    case .impossibleUpTo(let faults): faults > 0
    case .notFound, .undecided: false
    }
  }

  /// A Boolean value that indicates whether the anomaly is possible.
  var isPossible: Bool {
    switch self {
    case .possible, .observed: true
    case .impossible, .impossibleUpTo, .notFound, .undecided: false
    }
  }
}

/// Scenarios that need no proof.
extension Scenario {
  /// A Boolean value that indicates whether no participant ever sends a write a second time.
  var sendsOnce: Bool {
    client.retry.attempts == 1 && person == nil
      && gateways.allSatisfy { $0.retry.attempts == 1 }
  }
}

/// The verdict on one anomaly under one strategy, in words.
struct JudgementText {
  /// The judgement that is put into words.
  let judgement: StrategyVerdict.Judgement
  /// The strategy that it is about.
  let strategy: Strategy

  /// For a narrow column: "impossible", "not by 3", "not by itself", "by 1 fault", "by itself", "observed",
  /// "not found" or "undecided".
  var brief: String {
    let words =
      switch judgement {
      case .impossible: "impossible"
      case .impossibleUpTo(faults: 0): "not by itself"
      case .impossibleUpTo(let faults): "not by \(faults)"
      case .possible(let found):
        found.faults.isEmpty ? "by itself" : "by \(FaultText.count(found.faults.count))"
      case .observed: "observed"
      case .notFound: "not found"
      case .undecided: "undecided"
      }
    return (isApproximate ? "≈ " : "") + words
  }

  /// The same with the faults themselves.
  var full: String { faults.isEmpty ? brief : "\(brief): \(faults)" }

  /// The word of the CSV and of JSON.
  var word: String {
    switch judgement {
    case .impossible: "impossible"
    case .impossibleUpTo: "impossible-up-to"
    case .possible, .observed: "possible"
    case .notFound: "not-found"
    case .undecided: "undecided"
    }
  }

  /// The number that belongs to it: the fewest faults that bring it about, or the most that are proved not
  /// to.
  var number: Int? {
    switch judgement {
    case .impossible, .observed, .notFound, .undecided: nil
    case .impossibleUpTo(let faults): faults
    case .possible(let found): found.faults.count
    }
  }

  /// The first trial of the run that shows it, where nothing else does.
  var trial: UInt64? {
    if case .observed(let trial) = judgement { trial } else { nil }
  }

  /// The faults that bring it about.
  var faults: String {
    guard case .possible(let found) = judgement else { return "" }
    return FaultText(scenario: strategy.scenario).text(found.faults)
  }

  /// A Boolean value that indicates whether finitely many delays approximate continuous ones.
  var isApproximate: Bool {
    switch judgement {
    case .notFound: true
    case .possible(let found): found.isApproximate
    case .impossible, .impossibleUpTo, .observed, .undecided: false
    }
  }
}

extension StrategyVerdict {
  /// The verdict on an anomaly, in words.
  func text(of anomaly: OutcomeClass) -> JudgementText {
    JudgementText(judgement: self[anomaly], strategy: strategy)
  }

  /// The obstacle to a further proof, and the remedy.
  var obstacle: String? {
    if strategy.scenario.clients != nil, judgements.contains(.undecided) {
      return "the orders of many clients' events have no end, so that only a run can show it; more "
        + "runs (--runs) see more"
    }
    return problem?.remedy(fewerStates: nil, isSampled: false)
  }
}

extension SafetyText {
  /// The meaning of the sign before an approximation.
  static func footnote(delays: Int) -> String {
    let stand = delays == 1 ? "1 delay stands" : "\(delays) delays stand"
    return "≈: \(stand) for each continuous latency, and no other was tried."
  }
}
