import Synchronization

/// A record of the handler that runs, on another thread, for the case that it traps.
final class TrapDiary<Subject: NodeProtocol>: Sendable {
  /// One run of a handler.
  struct Run: Sendable {
    /// The state before it.
    let state: ProtocolSystem<Subject>.State
    /// The event that the handler handles; `nil` if properties are evaluated at the end.
    let event: ProtocolSystem<Subject>.Event?
    /// The answers to the node's own questions, failures and choices, in their order.
    var answers: [Bool] = []
    /// The property that is evaluated; `nil` while the handler runs.
    var property: String?
  }

  private struct Content {
    var run: Run?
    var trial: UInt64?
    var recorder: TraceRecorder?
  }

  private let content = Mutex(Content())

  /// The run that has begun last.
  var run: Run? { content.withLock { $0.run } }
  /// The trial that has begun last; `nil` if none has.
  var trial: UInt64? { content.withLock { $0.trial } }
  /// The recorder of the execution that runs; `nil` if none is recorded.
  var recorder: TraceRecorder? { content.withLock { $0.recorder } }

  /// Notes that a handler begins to run.
  func begin(
    _ event: ProtocolSystem<Subject>.Event?, in state: ProtocolSystem<Subject>.State
  ) {
    content.withLock { $0.run = Run(state: state, event: event) }
  }

  /// Notes the number of the trial.
  func begin(trial: UInt64) { content.withLock { $0.trial = trial } }
  func begin(recording recorder: TraceRecorder?) { content.withLock { $0.recorder = recorder } }
  func begin(property: String?) { content.withLock { $0.run?.property = property } }
  func note(answer: Bool) { content.withLock { $0.run?.answers.append(answer) } }
}
