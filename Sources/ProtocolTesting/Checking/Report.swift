/// What a check has shown that has found nothing wrong.
public struct Report: Hashable, Sendable, CustomStringConvertible {
  /// The sentences that hold.
  public let properties: [String]
  /// How they were checked.
  public let method: Method
  /// How many states were told apart; `nil` for trials.
  public var states: Int?
  /// Whether no course has more faults than were tried, so that any number is proved.
  public var isForAnyFaults = false
  /// The probability that each property is broken, in their order; empty unless it was asked for exactly.
  public var probabilities: [Double] = []
  /// The probability of what was not followed to its end.
  public var residual = 0.0
  /// Whether finitely many delays stood for continuous ones.
  public var isApproximate = false

  init(_ properties: [String], _ method: Method) {
    self.properties = properties
    self.method = method
  }

  public var description: String {
    let all = properties.joined(separator: "; ")
    let about = isApproximate ? "≈ " : ""
    switch method {
    case .samples(let trials, let seed): return "\(all): held in \(trials) trials (seed \(seed))"
    case .exactly:
      let texts = probabilities.map { "\($0)" }.joined(separator: ", ")
      return "\(all): broken with probability \(about)\(texts) (\(states ?? 0) states)"
    case .everyOrder(let most):
      let faults = isForAnyFaults ? nil : most
      return "\(all): holds in every order with "
        + (faults.map { "up to " + FaultCount.text($0) } ?? "any number of faults")
        + " (\(states ?? 0) states)"
    case .faults(let most) where !isForAnyFaults:
      return "\(all): holds with up to \(FaultCount.text(most)) (\(about)\(states ?? 0) states)"
    case .faults, .anyFaults:
      return "\(all): holds with any number of faults (\(about)\(states ?? 0) states)"
    }
  }
}

/// How a number of faults is written.
enum FaultCount {
  static func text(_ count: Int) -> String { count == 1 ? "1 fault" : "\(count) faults" }
}
