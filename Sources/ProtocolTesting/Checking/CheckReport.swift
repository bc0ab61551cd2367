/// The method by which a protocol is checked.
public enum CheckMethod: Hashable, Sendable {
  /// Every placement of up to N faults, whatever their probability: a proof, or the counterexample with the fewest
  /// faults, then the fewest events.
  ///
  /// Messages take their latency. Of two events at the same moment the one that was caused first comes first;
  /// ``everyOrder(faults:)`` tries other orders.
  case faults(Int)
  /// Every placement of any number of faults. The protocol must have finitely many states.
  case anyFaults
  /// Every placement of up to N faults, or of any number with `nil`, in every order of events that the ranges of
  /// the latencies allow. Continuous latencies need no approximation.
  ///
  /// A property that must hold ``ProtocolTest/eventually(_:_:)`` must have been satisfied by every end. Executions
  /// without an end are not looked for.
  case everyOrder(faults: Int?)
  /// Every execution with its probability. Each property may be broken with at most this probability.
  case exactly(atMost: Double)
  /// A number of random trials, drawn from a seed.
  case samples(Int, seed: UInt64 = 1)
}

/// The result of a check that found no counterexample.
public struct CheckReport: Hashable, Sendable, CustomStringConvertible {
  /// The sentences that hold.
  public let properties: [String]
  /// The method of the check.
  public let method: CheckMethod
  /// The number of different states; `nil` for trials.
  public var states: Int?
  /// A Boolean value that indicates whether no execution has more faults than were tried, so that the proof holds for
  /// any number of faults.
  public var isForAnyFaults = false
  /// The probability that each property is broken, in their order; empty unless the method is exact.
  public var probabilities: [Double] = []
  /// The probability of the executions that were not followed to their end.
  public var residual = 0.0
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones.
  public var isApproximate = false
  /// Notes about counterexamples of the regression file that could not be used.
  public var notes: [String] = []

  init(_ properties: [String], _ method: CheckMethod) {
    self.properties = properties
    self.method = method
  }

  public var description: String {
    ([sentence] + notes.map { "note: " + $0 }).joined(separator: "\n")
  }

  private var sentence: String {
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

/// The text of a number of faults.
enum FaultCount {
  static func text(_ count: Int) -> String { count == 1 ? "1 fault" : "\(count) faults" }
}
