import Synchronization

/// How far long work has come, for whoever watches it while it goes on.
public final class WorkMeter: Sendable {
  /// What can be seen of the work.
  public struct Reading: Hashable, Sendable {
    /// How many trials, or runs, have been counted, and how many there will be.
    public var done: UInt64 = 0
    public var total: UInt64 = 0
    /// Of each strategy in how many trials client and server disagree; nothing if that is not followed.
    public var disagreements: [UInt64] = []

    public init(done: UInt64 = 0, total: UInt64 = 0) {
      self.done = done
      self.total = total
    }

    /// How far off the share of disagreements may be, as a part of itself, under the strategy of which it is
    /// known worst: two standard errors; `nil` as long as none was seen.
    public var precision: Double? {
      let seen = disagreements.filter { $0 > 0 }
      guard let least = seen.min() else { return nil }
      return 1.96 / Double(least).squareRoot()
    }
  }

  private let state = Mutex(Reading())

  public init() {}

  public var reading: Reading { state.withLock { $0 } }

  /// Begins anew.
  ///
  /// - Parameter done: how much was counted before.
  public func begin(total: UInt64, done: UInt64 = 0) {
    state.withLock { $0 = Reading(done: done, total: total) }
  }

  /// Notes that some more were counted.
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
