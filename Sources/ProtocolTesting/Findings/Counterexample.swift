import Text

/// An execution that breaks a property: with the fewest faults if a search found it, and with nothing that can be left
/// out if a trial did.
///
/// A test that throws it shows its `description`: the sequence chart, the faults in words, and a line that replays the
/// execution.
public struct Counterexample: Error, Hashable, Sendable, CustomStringConvertible {
  /// The property that is broken, as a sentence.
  public let property: String
  /// The faults in words, in their order.
  public let faults: [String]
  /// The probability that all chances fall as they do. Delays do not count.
  public let probability: Double
  /// The number of events until the property is broken.
  public let events: Int
  /// The argument of ``ProtocolTest/replay(_:)`` for the same execution.
  public let replay: String
  /// The sequence chart.
  public let chart: String
  /// Notes about its origin, or about the probability of all such executions.
  public let notes: [String]

  /// The property, the faults in words, the chart, the notes, and a line that replays the execution.
  public var description: String {
    var lines = [
      "\(property): broken \(faults.isEmpty ? "without any fault" : "by \(FaultCount.text(faults.count))")"
    ]
    for (index, fault) in faults.enumerated() { lines.append("  \(index + 1). \(fault)") }
    lines += ["", chart]
    lines += notes
    lines.append(
      "probability that all chances fall just so: "
        + NumberText.significant(probability * 100, digits: 3) + " %")
    lines.append(
      "replay: try test.replay(\"\(replay)\")" + (replay.isEmpty ? "  // nothing goes wrong" : ""))
    return lines.joined(separator: "\n")
  }
}
