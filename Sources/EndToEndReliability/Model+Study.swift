import EndToEnd
import Foundation
import Simulation
import Study

extension Model {
  /// Compares strategies.
  ///
  /// ```swift
  /// let comparison = try model.compare(trials: 100_000, seed: 1)
  /// ```
  ///
  /// - Parameters:
  ///   - method: sampled, exact or rare. A model with many clients is run as a whole.
  ///   - strategies: the names of some of the model's; `nil` for all.
  ///   - trials: the trials of each strategy; `nil` for the method's usual number.
  ///   - runs: the runs of each strategy where there are many clients; `nil` for the method's usual number.
  ///   - seed: the seed of all chances.
  ///   - baseline: the name of the strategy that the others are compared with; `nil` for none.
  /// - Throws: a limit that was reached, or the reason why the method cannot be used.
  public func compare(
    by method: StudyMethod = .sample, strategies: [String]? = nil, trials: UInt64? = nil,
    runs: UInt64? = nil, seed: UInt64 = 1, baseline: String? = nil
  ) throws(StudyError) -> Comparison {
    try plan(
      by: method, strategies: strategies, trials: trials, runs: runs, seed: seed, baseline: baseline
    ).run().comparison
  }

  /// Compares strategies, on other threads than the caller's.
  ///
  /// ```swift
  /// let comparison = try await model.compare(trials: 100_000, seed: 1) { reading in
  ///   print("\(reading.done) of \(reading.total)")
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - method: sampled, exact or rare. A model with many clients is run as a whole.
  ///   - strategies: the names of some of the model's; `nil` for all.
  ///   - trials: the trials of each strategy; `nil` for the method's usual number.
  ///   - runs: the runs of each strategy where there are many clients; `nil` for the method's usual number.
  ///   - seed: the seed of all chances.
  ///   - baseline: the name of the strategy that the others are compared with; `nil` for none.
  ///   - progress: called ten times a second with how far the work has come.
  /// - Throws: `CancellationError` if the task is cancelled, or else a ``StudyError``.
  public func compare(
    by method: StudyMethod = .sample, strategies: [String]? = nil, trials: UInt64? = nil,
    runs: UInt64? = nil, seed: UInt64 = 1, baseline: String? = nil,
    progress: (@Sendable (WorkMeter.Reading) -> Void)? = nil
  ) async throws -> Comparison {
    try await plan(
      by: method, strategies: strategies, trials: trials, runs: runs, seed: seed, baseline: baseline
    ).run(progress: progress).comparison
  }

  /// Proves or breaks the properties that the model states: `never`, `atMost` and `expect`.
  ///
  /// ```swift
  /// if model.check().status == .broken { … }
  /// ```
  ///
  /// - Parameters:
  ///   - mostFaults: the largest number of faults to try; `nil` for any number.
  ///   - everyOrder: true to try every order of events that the ranges of the latencies allow.
  ///   - method: exactly, by trials, or each where it fits.
  public func check(
    mostFaults: Int? = 3, everyOrder: Bool = false, by method: CheckPlan.Method = .automatic
  ) -> [CheckResult] {
    var plan = CheckPlan(self)
    plan.mostFaults = mostFaults
    plan.triesEveryOrder = everyOrder
    plan.method = method
    plan.jobs = ProcessInfo.processInfo.activeProcessorCount
    return plan.run()
  }

  private func plan(
    by method: StudyMethod, strategies names: [String]?, trials: UInt64?, runs: UInt64?,
    seed: UInt64, baseline: String?
  ) throws(StudyError) -> ComparisonPlan {
    for name in (names ?? []) + [baseline].compactMap(\.self)
    where !strategies.contains(where: { $0.name == name }) {
      throw .unknownStrategy(name)
    }
    let chosen = strategies.filter { names?.contains($0.name) ?? true }
    var plan = ComparisonPlan(self, strategies: chosen, method: method)
    plan.trials = trials
    plan.runs = runs
    plan.seed = seed
    plan.jobs = ProcessInfo.processInfo.activeProcessorCount
    if let baseline {
      guard let index = chosen.firstIndex(where: { $0.name == baseline }) else {
        throw .unknownStrategy(baseline)
      }
      plan.baseline = index
    }
    return plan
  }
}

extension StudyError: LocalizedError {
  /// The text that Foundation shows for the error.
  public var errorDescription: String? { description }
}
