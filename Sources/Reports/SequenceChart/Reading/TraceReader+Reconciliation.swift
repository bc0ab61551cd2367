import EndToEnd

/// The effects of a reconciliation.
extension TraceReader {
  mutating func readReconciliation(_ moment: Moment) {
    if moment.hasSuffered(.isOverlooked) { note(moment, .server, .overlooks) }
    if moment.after.hasLearned, !moment.before.hasLearned { note(moment, .client, .learns) }
    let (before, after) = (moment.before.server.copies, moment.after.server.copies)
    if moment.hasStored { note(moment, .server, .storesAgain) }
    if moment.before.server.key == nil, moment.after.server.key != nil {
      note(moment, .server, .recordsKey)
    }
    if after < before { note(moment, .server, .voids(before - after)) }
  }
}
