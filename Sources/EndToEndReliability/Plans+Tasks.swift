import Foundation
import Study

extension ComparisonPlan {
  /// Makes the comparison on other threads than the caller's.
  ///
  /// - Parameter progress: called ten times a second with how far the work has come.
  /// - Throws: `CancellationError` if the task is cancelled, or else a ``StudyError``. An exploration is not cut short
  ///   by a cancellation; its result is dropped.
  public func run(
    progress: (@Sendable (WorkMeter.Reading) -> Void)? = nil
  ) async throws -> Result {
    var plan = self
    let meter = plan.meter ?? WorkMeter()
    plan.meter = meter
    let watch = progress.map { progress in
      Task {
        while true {
          try await Task.sleep(for: .milliseconds(100))
          progress(meter.reading)
        }
      }
    }
    defer { watch?.cancel() }
    let metered = plan
    return try await Interruption.untilCancelled { try metered.run(until: $0) }
  }
}

extension SweepPlan {
  /// Makes the comparisons on other threads than the caller's.
  ///
  /// - Throws: `CancellationError` if the task is cancelled, or else a ``StudyError``.
  public func run() async throws -> Result {
    try await Interruption.untilCancelled { try run(until: $0) }
  }
}

extension Interruption {
  /// Does work that blocks a thread, interrupted when the current task is cancelled.
  fileprivate static func untilCancelled<Value: Sendable>(
    _ work: @escaping @Sendable (Interruption) throws -> Value
  ) async throws -> Value {
    let interruption = Interruption()
    try Task.checkCancellation()
    return try await withTaskCancellationHandler {
      do {
        let value = try await withCheckedThrowingContinuation { continuation in
          // A thread of its own: one of Dispatch's would be missing to the tasks, of which one may cancel this.
          Thread {
            continuation.resume(with: Swift.Result { try work(interruption) })
          }.start()
        }
        // A result that was cut short is none.
        try Task.checkCancellation()
        return value
      } catch StudyError.interrupted {
        throw CancellationError()
      }
    } onCancel: {
      interruption.raise()
    }
  }
}
