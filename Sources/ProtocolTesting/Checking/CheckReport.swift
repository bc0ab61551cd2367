/// The method by which a protocol is checked.
public enum CheckMethod: Hashable, Sendable {
  /// Every placement of up to N faults, whatever their probability: a proof, or the counterexample with the fewest
  /// faults, then the fewest events.
  ///
  /// Messages take their latency. Of two events at the same instant the one that was caused first comes first, and the
  /// report says in how many states that mattered: ``everyOrder(faults:)`` tries other orders.
  case faults(Int)
  /// Every placement of any number of faults. The protocol must have finitely many states.
  case anyFaults
  /// Every placement of up to N faults, or of any number with `nil`, in every order of events that the ranges of
  /// the latencies allow. Events that may come at the same instant come in every order too. Continuous latencies need no
  /// approximation.
  ///
  /// In a large search, orders are left out that differ only in events of nodes which cannot learn of each other meanwhile.
  /// A counterexample then has the fewest faults, and not always the fewest events.
  ///
  /// A property that must hold ``ProtocolTest/eventually(_:_:)`` is proved for executions without an end as well. Where
  /// the search can neither prove nor break it, the check fails and says so.
  case everyOrder(faults: Int?)
  /// Every execution with its probability. Each property may be broken with at most this probability.
  ///
  /// The most probable executions are followed first. The check stops as soon as the bound is decided, unless there are so
  /// few states that all of them are followed. A probability that is not known exactly is reported as an interval.
  case exactly(atMost: Double)
  /// A number of random trials, drawn from a seed.
  case samples(Int, seed: UInt64 = 1)

  /// The mistake in its arguments, which a check throws; `nil` if there is none.
  var misuse: String? {
    switch self {
    case .faults(let most) where most < 0, .everyOrder(.some(let most)) where most < 0:
      "the number of faults is at least 0, not \(most)"
    case .exactly(let bound) where !(0...1).contains(bound):
      "the allowed probability is between 0 and 1, not \(bound)"
    case .samples(let trials, _) where trials < 1: "at least 1 trial is needed, not \(trials)"
    case .faults, .anyFaults, .everyOrder, .exactly, .samples: nil
    }
  }
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
  /// The probability that each property is broken, in their order, as far as executions were followed; empty unless the
  /// method is exact. It is never too large.
  public var probabilities: [Double] = []
  /// The largest probability with which each property may be broken; empty unless the method is exact.
  public var highestProbabilities: [Double] = []
  /// The probability of the executions that were followed neither to their end nor into states that repeat for ever.
  public var residual = 0.0
  /// The probability of the executions that never end; 0 unless the method is exact.
  public var endlessProbability = 0.0
  /// The description of an execution that never ends, although it has no fault from some time on; `nil` if none was
  /// found, or none was looked for because no property must hold at the end.
  public var endlessExecution: String?
  /// A Boolean value that indicates whether executions that never end were neither found nor excluded.
  public var mayBeEndless = false
  /// The number of states, or of events of all trials, in which several events come at the same instant and one order was
  /// tried: that of their causes.
  public var ties = 0
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones.
  public var isApproximate = false
  /// Notes about counterexamples of the regression file that could not be used.
  public var notes: [String] = []

  init(_ properties: [String], _ method: CheckMethod) {
    self.properties = properties
    self.method = method
  }

  /// One line for each property, which begins with the verdict, then what the verdicts rest on.
  public var description: String {
    (properties.indices.map { "\(verdict(on: $0)): \(properties[$0])" } + grounds
      + notes.map { "note: " + $0 })
      .joined(separator: "\n")
  }

  /// The verdict on one property, in the words of its method.
  private func verdict(on number: Int) -> String {
    switch method {
    case .samples(let trials, let seed): "held in \(trials) trials (seed \(seed))"
    case .exactly(let bound):
      "holds: broken with probability \(isApproximate ? "≈ " : "")\(interval(of: number)), "
        + "at most \(ProbabilityText.text(bound)) is allowed"
    case .everyOrder(let most): "holds in every order with \(faults(most))"
    case .faults(let most): "holds with \(faults(most))"
    case .anyFaults: "holds with \(faults(nil))"
    }
  }

  /// The number of faults that a proof covers.
  private func faults(_ most: Int?) -> String {
    guard let most, !isForAnyFaults else { return "any number of faults" }
    return "up to " + FaultCount.text(most)
  }

  /// The probability that a property is broken, or the interval in which it lies.
  func interval(of number: Int) -> String {
    let (low, high) = (probabilities[number], highestProbabilities[number])
    let (text, highText) = (ProbabilityText.text(low), ProbabilityText.text(high))
    return text == highText ? text : "between \(text) and \(highText)"
  }

  /// The grounds of the verdicts: states, what was not followed, and ties that were tried in one
  /// order only.
  private var grounds: [String] {
    var lines: [String] = []
    if let states { lines.append((isApproximate ? "≈ " : "") + "\(states) states") }
    if residual > 0, highestProbabilities != probabilities {
      lines.append(
        "executions with probability \(ProbabilityText.text(residual)) were not followed to their end"
      )
    }
    if ties > 0 { lines.append(tieText) }
    if endlessProbability > 0 {
      lines.append(
        "executions with probability \(ProbabilityText.text(endlessProbability)) never end")
    }
    if let endlessExecution {
      lines.append(
        "some executions never end, and a property at the end says nothing of them; one of them:\n"
          + endlessExecution)
    }
    if mayBeEndless {
      lines.append(
        "executions that never end were neither found nor excluded; a property at the end says nothing of them"
      )
    }
    return lines
  }

  /// The note on events of the same instant.
  private var tieText: String {
    if case .samples = method {
      return
        "\(ties) events came at the same instant as another one, in the order of their causes only: "
        + ".everyOrder(faults:) tries every order"
    }
    return
      "in \(ties) of them several events come at the same instant, and one order was tried, that of their causes: "
      + ".everyOrder(faults:) tries every order"
  }
}

/// The text of a number of faults.
enum FaultCount {
  static func text(_ count: Int) -> String { count == 1 ? "1 fault" : "\(count) faults" }
}
