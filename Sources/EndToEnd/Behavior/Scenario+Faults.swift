import Simulation

/// Which chances are faults.
extension Scenario {
  /// Everything that goes wrong is one. What a person does is not, nor whether a restart finds the data
  /// already stored: both ways of such a choice cost an adversary nothing.
  public func isFault(_ site: ChoicePoint) -> Bool {
    switch site.scenarioDecision {
    case .requestIsLost, .responseIsLost, .failsBeforeStore, .failsAfterStore, .failsBetween,
      .keyIsForgotten, .writeIsNotReplicated, .isRefused, .clientCrashes, .cancellationIsLost,
      .isOverlooked, .meetsOutage, .restarts, .connectionFails, .connectionBreaks:
      true
    case .requestLatency, .responseLatency, .service, .backoff, .cancellationLatency,
      .interarrival, .thinkTime, .whichClient, .firstPass, .resubmits, .resubmitsAfter,
      .contactsSupport, .closesPage, .closesPageAfter, .pressesTwice, .pressesTwiceAfter,
      .outageLength, .outageRest, .restartMoment, .restartLength, .storesBeforeRestart:
      false
    }
  }
}

extension Intention {
  public func isFault(_ site: ChoicePoint) -> Bool { scenario.isFault(site) }
}
