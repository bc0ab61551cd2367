import Synchronization

/// The supervision of the handlers of one check, by any thread: it keeps the first error that a handler causes, and
/// says which runs of handlers are audited.
///
/// A handler cannot throw. At its first error its thread is given up, and the check throws the error.
final class HandlerWatch: Sendable {
  /// The number of runs that may be audited, one after the other.
  private static let firstRuns = 250
  /// Then one run in this many may be, and half as many whenever the number of runs has doubled.
  private static let (interval, intervalWithContainer) = (61, 7)

  /// The supervision of the check that runs on this thread.
  @TaskLocal static var current: HandlerWatch?

  private let problem = Mutex<ProtocolTestError?>(nil)
  /// A Boolean value that indicates whether the check ends: handlers that still run do nothing
  /// that counts.
  private let isStopped = Atomic<Bool>(false)
  /// A Boolean value that indicates whether runs are no longer audited.
  private let isLax = Atomic<Bool>(false)
  /// The number of runs so far.
  private let count = Atomic<Int>(0)
  /// The number of executions that have ended.
  private let endings = Atomic<Int>(0)
  /// A Boolean value that indicates whether any state holds a set or a dictionary.
  private let hasMetContainer = Atomic<Bool>(false)
  /// The number of audits of each input of a handler or a property.
  private let audits = Mutex<[Int: Int]>([:])

  /// The first error of a handler.
  var firstProblem: ProtocolTestError? { problem.withLock { $0 } }

  /// A Boolean value that indicates whether no handler runs any more.
  var hasStopped: Bool { isStopped.load(ordering: .relaxed) }

  /// Keeps an error of a handler, unless there is an earlier one, and gives up the thread on which the handler runs.
  ///
  /// It returns only where the system had no room for a thread. Then no handler runs any more.
  func report(_ error: ProtocolTestError) {
    problem.withLock { $0 = $0 ?? error }
    TrapCatcher.giveUpThread()
    stop()
  }

  /// Lets no handler run any more.
  func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Lets handlers run again.
  func resume() { isStopped.store(false, ordering: .relaxed) }

  /// Notes that a value with a set or a dictionary was met.
  func meetContainer() { hasMetContainer.store(true, ordering: .relaxed) }

  /// Lets no run be audited.
  func auditNothing() { isLax.store(true, ordering: .relaxed) }

  /// Counts a run of a handler, and returns its number from 0 if it is audited: the first ones, then fewer and fewer.
  ///
  /// - Parameter isMandatory: true if the run is to be audited even if its number does not call for it.
  func auditedRun(_ isMandatory: Bool) -> Int? {
    let run = count.wrappingAdd(1, ordering: .relaxed).oldValue
    if isLax.load(ordering: .relaxed) { return nil }
    return isMandatory || isDue(run) ? run : nil
  }

  /// Counts an evaluation of a property at an end, and returns true if it may be audited.
  func mayAuditEnding() -> Bool {
    let ending = endings.wrappingAdd(1, ordering: .relaxed).oldValue
    return !isLax.load(ordering: .relaxed) && isDue(ending)
  }

  private func isDue(_ number: Int) -> Bool {
    if number < Self.firstRuns { return true }
    var interval =
      hasMetContainer.load(ordering: .relaxed) ? Self.intervalWithContainer : Self.interval
    while number / interval > Self.firstRuns { interval *= 2 }
    return number % interval == 0
  }

  /// Counts an audit of a handler or a property with an input, and returns the number of earlier ones.
  ///
  /// - Parameter input: the hash of the input.
  func earlierAudits(of input: Int) -> Int {
    audits.withLock { audits in
      let earlier = audits[input, default: 0]
      audits[input] = earlier + 1
      return earlier
    }
  }
}
