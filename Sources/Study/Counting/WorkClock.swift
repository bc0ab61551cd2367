import Dispatch
import Simulation

/// The time that a piece of work may take.
public struct WorkClock: Sendable {
  /// Raised when the time is over, or from outside.
  public let interruption: Interruption
  private let outer: Interruption

  /// - Parameters:
  ///   - limit: the time from now on; `nil` for no limit.
  ///   - outer: an interruption that ends the work too.
  public init(limit: Duration?, within outer: Interruption = Interruption()) {
    self.outer = outer
    let interruption = Interruption(within: outer)
    self.interruption = interruption
    guard let limit else { return }
    // Without a limit that is longer than nothing no work begins, however fast the machine is.
    if limit <= .zero {
      interruption.raise()
      return
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + limit / .seconds(1)) {
      interruption.raise()
    }
  }

  /// A Boolean value that indicates whether the time is over, and no interruption came from outside.
  public var isTimeOver: Bool { interruption.isRaised && !outer.isRaised }

  /// The condition on which a search stops.
  public var stop: StopCondition {
    let interruption = interruption
    return StopCondition { interruption.isRaised }
  }

  /// The reason to stop; `nil` if there is none.
  var problem: CheckResult.Problem? {
    if outer.isRaised { return .interrupted }
    return interruption.isRaised ? .time : nil
  }
}
