import EndToEnd

extension Scenario {
  /// The measures that never fall, or never rise, while any delay becomes longer: two runs with every delay rounded down
  /// and up then enclose them. None is listed unless that is proved.
  ///
  /// The proof compares two executions with the same faults, one with longer delays. An attempt succeeds if it has no
  /// fault and its delays add up to at most the timeout. So the one with longer delays succeeds no earlier, which gives
  /// it at least as many attempts. An attempt stores whatever its delays, so it has at least as many copies. And each of
  /// its attempts and waits takes at least as long. It therefore is unsure, has a duplicate, and is unsure with a copy,
  /// wherever the other one is.
  ///
  /// This fails where the length of a delay decides more than that: what the server still knows, whether a deadline
  /// comes first, or whether an attempt ends by its timer or by an error that only one of both is retried after.
  var measuresThatFollowDelays: [Measure] {
    let retry = client.retry
    let isAlone = retry.attempts == 1
    if !isAlone, !retry.retriesTimeouts { return [] }
    if !isAlone, !retry.retriedStatuses.contains(.serverError) { return [] }
    if server.failure != .answered, server.failure != .nothing { return [] }
    // Everything else must be as it is by default.
    var plain = Scenario()
    plain.client.timeout = client.timeout
    plain.client.retry = retry
    plain.network.request = network.request
    plain.network.response = network.response
    plain.server.service = server.service
    plain.server.isServiceDrawnOnce = server.isServiceDrawnOnce
    plain.server.failsBeforeStore = server.failsBeforeStore
    plain.server.failsAfterStore = server.failsAfterStore
    plain.server.failure = server.failure
    plain.logs = logs
    if plain != self { return [] }
    let classes: [OutcomeClass] = [.disagree, .phantom, .duplicate, .unsure, .clean]
    // With retries, a longer delay may move the decision behind a late copy.
    return (classes + (isAlone ? [.late] : [])).map { .share($0) }
      + [.attemptsMean, .copiesMean, .timeMean]
  }
}
