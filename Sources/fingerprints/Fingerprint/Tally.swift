import EndToEnd
import Simulation

/// Counts of the ends of operations, and a digest of all of it.
struct Tally {
  private var operations: UInt64 = 0
  private var lost: UInt64 = 0
  private var phantoms: UInt64 = 0
  private var duplicates: UInt64 = 0
  /// The outcome and the time of the first operation.
  private var first: (outcome: Outcome, time: Delay)?
  /// A Boolean value that indicates whether all operations ended alike, after the same time.
  private(set) var isUniform = true
  var digest = Digest()

  /// Adds the outcome of one write.
  mutating func add(_ outcome: Outcome) {
    compare(outcome, outcome.time)
    count(outcome, times: 1)
    digest.add(outcome)
  }

  /// Operations that all ended alike but for their times.
  mutating func add(_ outcome: Outcome, at times: [Delay]) {
    for time in times { compare(outcome, time) }
    count(outcome, times: UInt64(times.count))
    digest.add(outcome)
    for time in times { digest.add(time) }
  }

  /// Notes if all outcomes so far are the same.
  private mutating func compare(_ outcome: Outcome, _ time: Delay) {
    if let first {
      isUniform = isUniform && outcome == first.outcome && time == first.time
    } else {
      first = (outcome, time)
    }
  }

  /// Counts an outcome a number of times.
  private mutating func count(_ outcome: Outcome, times: UInt64) {
    operations += times
    if outcome.isLost { lost += times }
    if outcome.isPhantom { phantoms += times }
    if outcome.isDuplicate { duplicates += times }
  }

  /// The counts and the digest, as a fingerprint has them.
  var description: String {
    "\(operations) operations, \(lost) lost, \(phantoms) phantom, \(duplicates) duplicate, "
      + String(digest.word, radix: 16)
  }
}
