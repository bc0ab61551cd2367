import Simulation

/// A search that looks at the clock.
///
/// A search cannot be interrupted. So it is made with few states first, and again with up to four times as many,
/// as long as the time is likely to suffice. All attempts together take up to a third more than the last one.
struct StepwiseSearch {
  let limits: ExplorationLimits
  let clock: CheckClock

  private static let firstStates = 2_000

  /// Searches with up to as many states as limits and time allow.
  ///
  /// - Returns: the result of the search, or the obstacle.
  func run<Found>(
    _ search: (ExplorationLimits) throws(ExplorationError) -> Found
  ) -> Result<Found, SearchObstacle> {
    if let problem = clock.problem { return .failure(SearchObstacle(problem: problem)) }
    var limits = limits
    if clock.secondsLeft != nil { limits.states = min(limits.states, StepwiseSearch.firstStates) }
    while true {
      let start = ContinuousClock.now
      do throws(ExplorationError) {
        return .success(try search(limits))
      } catch {
        guard case .states = error, limits.states < self.limits.states, let left = clock.secondsLeft
        else { return .failure(SearchObstacle(problem: .exploration(error))) }
        let seconds = max((ContinuousClock.now - start) / .seconds(1), 1e-6)
        let affordable = Double(limits.states) / seconds * left
        if affordable <= Double(limits.states) { return .failure(SearchObstacle(problem: .time)) }
        limits.states = Int(min(Double(self.limits.states), 4 * Double(limits.states), affordable))
      }
    }
  }
}

/// The obstacle to a search.
struct SearchObstacle: Error {
  let problem: CheckResult.Problem
}
