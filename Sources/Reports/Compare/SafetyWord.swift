import EndToEnd
import Study

/// The answer to "safe to retry?" for a narrow column.
struct SafetyWord {
  enum Kind: Hashable {
    case safe
    /// Safe, but as many writes end unknown as without retrying.
    case gainsNothing
    /// With this number of faults nothing goes wrong; of more nothing is known.
    case safeUpTo(Int)
    case unsafe
    /// No write is ever sent a second time.
    case sendsOnce
    case undecided
  }

  let kind: Kind
  /// A Boolean value that indicates whether finitely many delays stand for a continuous latency.
  let isApproximate: Bool

  /// - Parameter result: the result of the same strategy. What it has observed is not safe.
  init(_ verdict: StrategyVerdict, of result: StrategyResult) {
    let safety = SafetyText(verdict: verdict)
    let isObserved = SafetyText.harms.contains { harm in
      (result[.share(harm)]?.estimate.value ?? 0) > 0
    }
    isApproximate = SafetyText.harms.contains { verdict.text(of: $0).isApproximate }
    if verdict.strategy.scenario.sendsOnce {
      kind = .sendsOnce
    } else if isObserved {
      kind = .unsafe
    } else if safety.gainsNothing {
      kind = .gainsNothing
    } else {
      switch safety.answer {
      case .safe: kind = .safe
      case .safeUpTo: kind = .safeUpTo(safety.fewest)
      case .unsafe: kind = .unsafe
      case .undecided: kind = .undecided
      }
    }
  }

  var word: String { (isApproximate ? "≈ " : "") + plainWord }

  private var plainWord: String {
    switch kind {
    case .safe: "yes"
    case .gainsNothing: "no gain"
    case .safeUpTo(let faults): "up to \(faults)"
    case .unsafe: "no"
    case .sendsOnce: "no retry"
    case .undecided: "?"
    }
  }
}
