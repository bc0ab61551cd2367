import EndToEnd
import Statistics
import Study

/// The parts of tables and charts that say nothing where no write can be rejected. Machine-readable formats always
/// have all of them.
extension Comparison {
  /// A Boolean value that indicates whether a write can end with the belief `rejected` under one of the
  /// strategies.
  private var knowsRejections: Bool {
    results.contains { result in
      model.strategies.contains { $0.name == result.strategy && $0.scenario.canBeRejected }
        || (0...3).contains { (result[.joint(.rejected, copies: $0)]?.estimate.value ?? 0) > 0 }
    }
  }

  /// The beliefs to show, in the order of the matrix.
  var shownBeliefs: [Belief] {
    knowsRejections ? Belief.allCases : Belief.allCases.filter { $0 != .rejected }
  }

  /// The classes of outcome to show.
  var shownClasses: [OutcomeClass] { shown(OutcomeClass.allCases) }

  /// The anomalies to show.
  var shownAnomalies: [OutcomeClass] { shown(OutcomeClass.anomalies) }

  /// The classes that can occur here, of some classes.
  private func shown(_ classes: [OutcomeClass]) -> [OutcomeClass] {
    knowsRejections ? classes : classes.filter { $0 != .falseRejection }
  }
}
