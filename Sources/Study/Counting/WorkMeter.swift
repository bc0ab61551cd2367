import Synchronization

/// The progress of long work, which other threads can read while it goes on.
public final class WorkMeter: Sendable {
  /// The progress at one moment.
  public struct Reading: Hashable, Sendable {
    /// The number of trials, or runs, that have been counted, and of all.
    public var done: UInt64 = 0
    /// The amount of work in all.
    public var total: UInt64 = 0
    /// For each strategy, the number of trials in which client and server disagree; empty if not followed.
    public var disagreements: [UInt64] = []

    /// Creates a value from its parts.
    public init(done: UInt64 = 0, total: UInt64 = 0) {
      self.done = done
      self.total = total
    }

    /// The relative error of the share of disagreements, two standard errors, under the strategy with the largest
    /// one; `nil` as long as none was seen.
    public var precision: Double? {
      let seen = disagreements.filter { $0 > 0 }
      guard let least = seen.min() else { return nil }
      return 1.96 / Double(least).squareRoot()
    }
  }

  private let state = Mutex(Reading())

  /// Creates a value with the default of every property.
  public init() {}

  /// The work so far.
  public var reading: Reading { state.withLock { $0 } }

  /// Starts again.
  ///
  /// - Parameter done: the number of trials that were counted before.
  public func begin(total: UInt64, done: UInt64 = 0) {
    state.withLock { $0 = Reading(done: done, total: total) }
  }

  /// Adds trials that were counted.
  func add(_ count: UInt64, disagreements: [UInt64] = []) {
    state.withLock { state in
      state.done += count
      if state.disagreements.isEmpty {
        state.disagreements = disagreements
      } else {
        for index in disagreements.indices { state.disagreements[index] += disagreements[index] }
      }
    }
  }
}
