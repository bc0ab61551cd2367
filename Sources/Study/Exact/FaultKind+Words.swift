import EndToEnd

extension FaultKind {
  /// The place of its probability in a model file: `network.request.loss`.
  ///
  /// Some probabilities stand in the strategy itself: `key.forgets`.
  public var path: String {
    let key =
      switch decision {
      case .requestIsLost: "network.request.loss"
      case .responseIsLost: "network.response.loss"
      case .connectionFails: "network.connect.fails"
      case .connectionBreaks: "network.breaks"
      case .cancellationIsLost: "network.request.loss (cancellations)"
      case .requestIsDuplicated: "network.request.duplicates"
      case .responseIsDuplicated: "network.response.duplicates"
      case .failsBeforeStore: "server.failsBeforeStore"
      case .failsAfterStore: "server.failsAfterStore"
      case .failsBetween: "key.failsBetween"
      case .keyIsForgotten: "key.forgets"
      case .writeIsNotReplicated: "server.failover.loses"
      case .isRefused: "server.refuses.chance"
      case .clientCrashes: "client.crashes.chance"
      case .isOverlooked: "1 - reconcile.sees"
      case .meetsOutage: "server.outage.chance"
      case .meetsSlowPeriod: "server.slow.chance"
      case .restarts: "server.restarts.chance"
      default: preconditionFailure("a choice is not a fault")
      }
    if gateway == 0 { return key }
    return (gateway == 1 ? "gateway." : "gateway[\(gateway)].") + key
  }

  /// The fault in two or three words, as the object of a sentence: "response loss".
  public var words: String {
    let words =
      switch decision {
      case .requestIsLost: "request loss"
      case .responseIsLost: "response loss"
      case .connectionFails: "failed connections"
      case .connectionBreaks: "broken connections"
      case .cancellationIsLost: "lost cancellations"
      case .requestIsDuplicated: "duplicated requests"
      case .responseIsDuplicated: "duplicated responses"
      case .failsBeforeStore: "failures before storing"
      case .failsAfterStore: "failures after storing"
      case .failsBetween: "failures between data and key"
      case .keyIsForgotten: "forgotten keys"
      case .writeIsNotReplicated: "writes that are not replicated"
      case .isRefused: "refusals"
      case .clientCrashes: "client crashes"
      case .isOverlooked: "differences that the reconciler overlooks"
      case .meetsOutage: "outages"
      case .meetsSlowPeriod: "slow periods"
      case .restarts: "restarts"
      default: preconditionFailure("a choice is not a fault")
      }
    if gateway == 0 { return words }
    return gateway == 1 ? "the gateway's \(words)" : "gateway \(gateway)'s \(words)"
  }
}
