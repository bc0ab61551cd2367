import Dispatch

/// The time that a check may take.
struct CheckClock: Sendable {
  /// Raised when the time is over, or from outside.
  let interruption: Interruption
  private let outer: Interruption
  private let end: ContinuousClock.Instant?

  /// - Parameters:
  ///   - limit: the time from now on; `nil` for no limit.
  ///   - outer: an interruption that ends the work too.
  init(limit: Duration?, within outer: Interruption) {
    self.outer = outer
    end = limit.map { ContinuousClock.now + $0 }
    let interruption = Interruption(within: outer)
    self.interruption = interruption
    if let limit {
      let seconds = limit / .seconds(1)
      DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { interruption.raise() }
    }
  }

  /// The seconds that are left; `nil` for no limit.
  var secondsLeft: Double? { end.map { ($0 - ContinuousClock.now) / .seconds(1) } }

  /// The reason to stop; `nil` if there is none.
  var problem: CheckResult.Problem? {
    if outer.isRaised { return .interrupted }
    if let secondsLeft, secondsLeft <= 0 { return .time }
    return nil
  }
}
