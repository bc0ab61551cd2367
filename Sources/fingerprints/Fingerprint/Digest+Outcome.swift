import EndToEnd
import Simulation

extension Digest {
  /// Everything that is known of how an operation ended.
  mutating func add(_ outcome: Outcome) {
    let words: [Bool] = [
      outcome.hasLearned, outcome.isStale, outcome.asksSupport, outcome.isDuplicateByRetry,
    ]
    var flags = UInt64(outcome.belief.rawValue) << 8 | UInt64(outcome.evidence.rawValue)
    for word in words { flags = flags << 1 | (word ? 1 : 0) }
    add(flags)
    add(outcome.copies)
    add(outcome.copiesAtDecision)
    add(outcome.attempts)
    add(outcome.requests)
    add(outcome.submissions)
    add(outcome.time)
  }

  mutating func add(_ delay: Delay) { add(UInt64(delay.nanoseconds)) }

  /// Everything that a run shows about its server.
  mutating func add(_ record: LoadRecord) {
    add(record.measured)
    add(record.binWidth)
    add(record.total)
    for bin in record.bins { add(bin) }
  }

  /// Adds the totals of a bin, in the order in which they are declared.
  private mutating func add(_ totals: LoadRecord.Totals) {
    add(totals.begun)
    add(totals.acknowledged)
    add(totals.unacknowledged)
    add(totals.requests)
    add(totals.turnedAway)
    add(totals.served)
    add(totals.started)
    add(totals.waited)
    add(totals.dropped)
    add(totals.droppedWaited)
    add(totals.lost)
    add(totals.queueArea)
    add(totals.busyArea)
  }
}
