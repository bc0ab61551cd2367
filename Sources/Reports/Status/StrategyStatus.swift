import EndToEnd
import Simulation
import Statistics
import Study

/// The answer to "Is it safe to retry?" for one strategy.
///
/// Pages, screens and JSON take their words, their order and their recommendation from this type, so none of
/// them can contradict another. The first kind that applies counts: an outcome that was observed is possible,
/// even if a search has left it open, and a promise of the model counts before a proof.
struct StrategyStatus: Hashable {
  /// The answers, from the worst to the least known.
  enum Kind: Hashable {
    /// This number of faults causes a harm, and no fewer do.
    case unsafe(faults: Int)
    /// The run has shown a harm. The fewest faults are not known.
    case unsafeSeen
    /// An outcome that the model says must never happen is possible or was observed.
    case breaksPromise
    /// No number of faults causes a harm.
    case safe
    /// Safe, but as many writes end unknown as without retrying.
    case gainsNothing
    /// Safe, because no write is ever sent a second time.
    case neverRetries
    /// This number of faults causes no harm. Nothing is known of more.
    case safeUpTo(faults: Int)
    /// Finitely many delays that stand for a continuous latency cause no harm, and the run has shown none.
    case safeByDelays(Int)
    /// The run has shown no harm, and nothing is proved.
    case noHarmSeen
  }

  /// The three grades of a strategy, the best first.
  enum Grade: Int {
    /// In this order: may be taken, may be taken with a caution, does harm.
    case safe, mild, bad

    /// The name in the style sheet.
    var name: String {
      switch self {
      case .safe: "safe"
      case .mild: "mild"
      case .bad: "bad"
      }
    }
  }

  /// The answer.
  let kind: Kind
  /// The harms that are possible or were observed.
  let harms: [OutcomeClass]
  /// The outcomes that the model says must never happen, and that are possible or were observed.
  let broken: [OutcomeClass]
  /// A Boolean value that indicates whether no write is ever sent a second time.
  let sendsOnce: Bool
  /// A Boolean value that indicates whether finitely many delays stand for a continuous latency.
  let isApproximate: Bool
  /// The grounds of the answer, in a few words.
  let reason: String

  /// Judges a result by what its verdict and its run show of each harm, and by the model's promises.
  init(_ result: StrategyResult, in model: Model) {
    let strategy = model.strategies.first { $0.name == result.strategy }
    let standings = SafetyText.harms.map { ($0, Standing(of: $0, in: result)) }
    let harms = standings.filter { $0.1.happens }.map { $0.0 }
    let broken = model.never.filter { Standing(of: $0, in: result).happens }
    self.harms = harms
    self.broken = broken
    sendsOnce = strategy?.scenario.sendsOnce ?? false
    isApproximate =
      result.verdict.map { verdict in
        (SafetyText.harms + broken).contains {
          OutcomeClass.anomalies.contains($0) && verdict.text(of: $0).isApproximate
        }
      } ?? false
    kind = StrategyStatus.kind(
      standings.map { $0.1 }, breaksPromise: !broken.isEmpty, sendsOnce: sendsOnce, result.verdict)
    reason = StrategyStatus.reason(for: kind, result, harms: harms, broken: broken)
  }

  /// The answer, from what is known of each harm.
  ///
  /// The order of the questions is the rule: a harm that is known counts before a broken promise,
  /// that before any proof, and a proof before the mere absence of a harm in the run.
  private static func kind(
    _ standings: [Standing], breaksPromise: Bool, sendsOnce: Bool, _ verdict: StrategyVerdict?
  ) -> Kind {
    let faults = standings.compactMap { $0.fewestFaults }
    if let fewest = faults.min() { return .unsafe(faults: fewest) }
    if standings.contains(where: { $0.happens }) { return .unsafeSeen }
    if breaksPromise { return .breaksPromise }
    if standings.allSatisfy({ $0 == .impossible }) {
      return sendsOnce ? .neverRetries : verdict?.gain == .nothing ? .gainsNothing : .safe
    }
    let limits = standings.compactMap { standing -> Int? in
      if case .impossibleUpTo(let faults) = standing { faults } else { nil }
    }
    if standings.allSatisfy({ $0.isProvedForAFault }), let fewest = limits.min() {
      return .safeUpTo(faults: fewest)
    }
    let delays = standings.compactMap { standing -> Int? in
      if case .notFound(let delays) = standing { delays } else { nil }
    }
    if standings.allSatisfy({ $0.isProvedForAFault || $0.isNotFound }), let least = delays.min() {
      return .safeByDelays(least)
    }
    return .noHarmSeen
  }

  /// The grade of the answer.
  var grade: Grade {
    switch kind {
    case .unsafe, .unsafeSeen, .breaksPromise: .bad
    case .safe: .safe
    case .gainsNothing, .neverRetries, .safeUpTo, .safeByDelays, .noHarmSeen: .mild
    }
  }

  /// A Boolean value that indicates whether nothing is decided, neither by a proof nor by the run.
  var isOpen: Bool {
    switch kind {
    case .safeByDelays, .noHarmSeen: true
    default: false
    }
  }

  /// The classes that make the grade bad: the harms, and what the model forbids.
  var faults: [OutcomeClass] { harms + broken.filter { !harms.contains($0) } }

  /// The answer in a few words: the heading of a row.
  var heading: String {
    let sign = isApproximate ? "≈ " : ""
    switch kind {
    case .unsafe(faults: 0): return sign + "unsafe without a fault"
    case .unsafe(let faults): return sign + "unsafe: \(FaultText.count(faults))"
    case .unsafeSeen: return "unsafe: seen"
    case .breaksPromise: return sign + "breaks its promise"
    case .safe: return "safe, proved"
    case .gainsNothing: return "safe, gains nothing"
    case .neverRetries: return "never retries"
    case .safeUpTo(let faults): return "tried up to \(FaultText.count(faults))"
    case .safeByDelays(let delays): return "≈ safe (\(FaultText.delays(delays)))"
    case .noHarmSeen: return "no harm seen"
    }
  }

  /// The word for a narrow column.
  var word: String {
    let sign = isApproximate ? "≈ " : ""
    if sendsOnce { return sign + "no retry" }
    switch kind {
    case .unsafe, .unsafeSeen, .breaksPromise: return sign + "no"
    case .safe: return sign + "yes"
    case .gainsNothing: return sign + "no gain"
    case .neverRetries: return sign + "no retry"
    case .safeUpTo(let faults): return sign + "up to \(faults)"
    case .safeByDelays, .noHarmSeen: return sign + "?"
    }
  }

  /// The word for programs.
  var identifier: String {
    switch kind {
    case .unsafe: "unsafe"
    case .unsafeSeen: "unsafe-seen"
    case .breaksPromise: "breaks-promise"
    case .safe: "safe"
    case .gainsNothing: "gains-nothing"
    case .neverRetries: "never-retries"
    case .safeUpTo: "safe-up-to"
    case .safeByDelays: "safe-by-delays"
    case .noHarmSeen: "no-harm-seen"
    }
  }

  /// The grounds of an answer in a few words: faults for a harm that is proved, a share for one
  /// that was observed.
  private static func reason(
    for kind: Kind, _ result: StrategyResult, harms: [OutcomeClass], broken: [OutcomeClass]
  ) -> String {
    func seen(_ classes: [OutcomeClass]) -> String {
      let most = classes.max { result.value($0) < result.value($1) }
      guard let most else { return "" }
      if result.value(most) == 0 { return "possibly \(most.happening)" }
      return "\(most.happening) \(result.oneIn(most))"
    }
    switch kind {
    case .unsafe(let fewest):
      if fewest == 0 { return seen(harms) }
      let found = SafetyText.harms.lazy.compactMap { harm -> String? in
        guard let verdict = result.verdict, case .possible(let path) = verdict[harm],
          path.faults.count == fewest
        else { return nil }
        return FaultText(scenario: verdict.strategy.scenario).brief(path.faults)
      }
      return found.first ?? ""
    case .unsafeSeen: return seen(harms)
    case .breaksPromise: return seen(broken)
    case .safe: return "any number of faults"
    case .gainsNothing: return "as many end unknown as without"
    case .neverRetries: return "nothing stored twice, nothing lost"
    case .safeUpTo: return "of more nothing is known"
    case .safeByDelays: return "other delays were not tried"
    case .noHarmSeen: return "not a proof"
    }
  }
}

/// The things that are known of one outcome under one strategy, from proofs and runs together.
private enum Standing: Equatable {
  /// The search has found an execution with this number of faults.
  case possible(faults: Int, isApproximate: Bool)
  /// The run has shown it, and no search names the faults.
  case seen
  /// Every number of faults was excluded.
  case impossible
  /// Up to this number of faults was excluded.
  case impossibleUpTo(faults: Int)
  /// A search with finitely many delays has not found it.
  case notFound(delays: Int)
  case open

  /// The state of knowledge about one outcome.
  ///
  /// An outcome that is the union of others takes the fewest faults of any of them.
  init(of outcome: OutcomeClass, in result: StrategyResult) {
    let isSeen = result.value(outcome) > 0
    if result.isNever(.share(outcome)) {
      self = .impossible
      return
    }
    guard let verdict = result.verdict, OutcomeClass.anomalies.contains(outcome) else {
      let parts: [OutcomeClass] = outcome == .disagree ? [.lost, .phantom, .falseRejection] : []
      let faults = parts.compactMap { Standing(of: $0, in: result).fewestFaults }
      let known = faults.min().map { Standing.possible(faults: $0, isApproximate: false) }
      self = known ?? (isSeen ? .seen : .open)
      return
    }
    switch verdict[outcome] {
    case .possible(let path):
      self = .possible(faults: path.faults.count, isApproximate: path.isApproximate)
    case .observed: self = .seen
    case _ where isSeen: self = .seen
    case .impossible: self = .impossible
    case .impossibleUpTo(let faults): self = .impossibleUpTo(faults: faults)
    case .notFound(let delays, _): self = .notFound(delays: delays)
    case .undecided: self = .open
    }
  }

  /// The fewest faults that cause the harm; `nil` if they are not known or there is no harm.
  var fewestFaults: Int? {
    if case .possible(let faults, _) = self { faults } else { nil }
  }

  /// A Boolean value that indicates whether the outcome is possible or was observed.
  var happens: Bool { self == .seen || fewestFaults != nil }

  /// A Boolean value that indicates whether a proof covers at least one fault.
  var isProvedForAFault: Bool {
    if case .impossibleUpTo(let faults) = self { return faults > 0 }
    return self == .impossible
  }

  /// A Boolean value that indicates whether a search with finitely many delays has not found it.
  var isNotFound: Bool {
    if case .notFound = self { true } else { false }
  }
}

/// Shares of outcomes, for sentences.
extension StrategyResult {
  /// The share of an outcome; 0 where it is not known.
  func value(_ outcome: OutcomeClass) -> Double { self[.share(outcome)]?.estimate.value ?? 0 }

  /// The share of an outcome as "1 in 68", or as a percentage where that says it better.
  func oneIn(_ outcome: OutcomeClass) -> String {
    guard let measurement = self[.share(outcome)] else { return "" }
    if isNever(.share(outcome)) { return ScreenColumn.never }
    let cases = OneIn(measurement: measurement, result: self).cases
    return cases.map { "1 in \($0)" } ?? EstimateText(measurement, of: self).value
  }
}

/// Outcomes as verbs.
extension OutcomeClass {
  /// The outcome as it is told of a write in a few words.
  fileprivate var happening: String {
    switch self {
    case .duplicate: "stored twice"
    case .lost: "lost"
    case .falseRejection: "rejected, yet stored"
    case .stale: "replaced by older data"
    case .late: "stored late"
    case .phantom: "stored, client unsure"
    case .disagree: "client and server disagree"
    case .unsure: "client unsure"
    case .clean: "clean"
    }
  }
}
