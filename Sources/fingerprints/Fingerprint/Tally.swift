import EndToEnd
import Simulation

/// Counts of the ends of operations, and a digest of all of it.
struct Tally {
  private var operations: UInt64 = 0
  private var lost: UInt64 = 0
  private var phantoms: UInt64 = 0
  private var duplicates: UInt64 = 0
  var digest = Digest()

  mutating func add(_ outcome: Outcome) {
    count(outcome, times: 1)
    digest.add(outcome)
  }

  /// Operations that all ended alike but for their times.
  mutating func add(_ outcome: Outcome, at times: [Delay]) {
    count(outcome, times: UInt64(times.count))
    digest.add(outcome)
    for time in times { digest.add(time) }
  }

  private mutating func count(_ outcome: Outcome, times: UInt64) {
    operations += times
    if outcome.isLost { lost += times }
    if outcome.isPhantom { phantoms += times }
    if outcome.isDuplicate { duplicates += times }
  }

  var description: String {
    "\(operations) operations, \(lost) lost, \(phantoms) phantom, \(duplicates) duplicate, "
      + String(digest.word, radix: 16)
  }
}
