import Text

/// A course of events that breaks a property: with the fewest faults if an adversary has found it, and with
/// nothing that could be left out if trials have.
///
/// A test that throws it shows its `description`: the sequence chart, the faults in words, and the line that
/// takes the same course once more.
public struct Counterexample: Error, Hashable, Sendable, CustomStringConvertible {
  /// The property that is broken, as a sentence.
  public let property: String
  /// What went wrong, in words, in the order in which it did.
  public let faults: [String]
  /// How probable it is that all chances fall so; how long anything takes does not count.
  public let probability: Double
  /// How many events there are until it is broken.
  public let events: Int
  /// What ``ProtocolTest/replay(_:)`` takes to take the same course.
  public let replay: String
  /// The sequence chart.
  public let chart: String
  /// More about it: where it comes from, how probable all such courses are.
  public let notes: [String]

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
