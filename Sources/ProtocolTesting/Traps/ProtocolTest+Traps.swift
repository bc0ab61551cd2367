import Simulation

extension ProtocolTest {
  /// Makes a trap in a handler or in a property a counterexample.
  ///
  /// A trap is an array index out of range, an overflow, a `nil` that is unwrapped, a `fatalError`. Without this it ends
  /// the process of all tests. With it the check throws a ``Counterexample`` whose chart shows the execution that leads
  /// to the trap, and the next test runs. Swift's own message about the trap goes to standard error.
  ///
  /// ```swift
  /// try ProtocolTest(Queue()).never("…") { … }.catchingTraps().check(.faults(2))
  /// ```
  ///
  /// A thread that trapped sleeps until the process ends, with all that it owns.
  /// The first use installs signal handlers for the whole process, which a debugger may have, too.
  public func catchingTraps() -> ProtocolTest {
    var test = self
    test.catchesTraps = true
    return test
  }

  /// Runs a body in which a handler may trap.
  ///
  /// - Throws: the ``Counterexample`` of a trap, or the error of the body.
  func catching<Result>(
    _ method: CheckMethod?, _ body: @escaping (ProtocolTest) throws -> Result
  ) throws -> Result {
    if !catchesTraps { return try body(self) }
    let diary = TrapDiary<Subject>()
    var test = self
    test.catchesTraps = false
    test.diary = diary
    let watched = test
    if let result = TrapCatcher.run({ Swift.Result { try body(watched) } }) {
      return try result.get()
    }
    if let problem = watch.firstProblem { throw problem }
    let found = try TrapHunt(test).counterexample(of: diary, method)
    if method != nil { try record(found) }
    throw found
  }
}

/// The way from a trap to the execution that leads to it.
struct TrapHunt<Subject: NodeProtocol> {
  private var test: ProtocolTest<Subject>

  init(_ test: ProtocolTest<Subject>) {
    self.test = test
    self.test.regressionFile = nil
  }

  /// Returns the execution that ends with a trap.
  ///
  /// - Parameters:
  ///   - diary: the record of the thread that trapped.
  ///   - method: the method that met the trap; `nil` for a replay.
  func counterexample(of diary: TrapDiary<Subject>, _ method: CheckMethod?) throws -> Counterexample
  {
    if let recorder = diary.recorder { return drawn(recorder, diary) }
    if let trial = diary.trial, case .samples(_, let seed) = method {
      let again = TrapDiary<Subject>()
      let system = TrialRun(fresh(again), seed: seed)
      _ = TrapCatcher.run { system.execution(of: trial) }
      if let recorder = again.recorder {
        return drawn(recorder, again, notes: ["trial \(trial) (seed \(seed))"])
      }
    }
    guard let found = try searched(method) else { throw undrawn(diary) }
    return found
  }

  /// Searches for a trap with the fewest faults, and follows the path to it once more.
  private func searched(_ method: CheckMethod?) throws -> Counterexample? {
    let (most, isEveryOrder): (Int?, Bool) =
      switch method {
      case .faults(let most): (most, false)
      case .everyOrder(let most): (most, true)
      case .anyFaults, .exactly, .samples, nil: (nil, false)
      }
    let first = TrapDiary<Subject>()
    let search = TrapSearch(test: fresh(first), mostFaults: most, isEveryOrder: isEveryOrder)
    // It traps in the order of faults.
    guard case .none = TrapCatcher.run({ search.path() }),
      let run = first.run
    else { return nil }
    var aimed = fresh(TrapDiary<Subject>())
    aimed.trap = run
    let aimedSearch = TrapSearch(test: aimed, mostFaults: most, isEveryOrder: isEveryOrder)
    guard let second = TrapCatcher.run({ aimedSearch.path() }), let path = second else {
      return nil
    }
    let third = TrapDiary<Subject>()
    let system = ProtocolSystem(fresh(third))
    let discretisation = test.limits.discretisation
    let again = TrapCatcher.run {
      Execution.run(system, eventLimit: path.events + 1) { _ in
        TrappingWorld<ProtocolSystem<Subject>.Event>(
          ReplayedWorld(path, discretisation: discretisation), run.answers
        ) { third.run?.event == run.event && third.run?.state == run.state }
      }
    }
    guard case .none = again, let recorder = third.recorder else { return nil }
    return drawn(recorder, third)
  }

  /// The same test with another diary, and handlers that run.
  private func fresh(_ diary: TrapDiary<Subject>) -> ProtocolTest<Subject> {
    var test = test
    test.diary = diary
    test.watch = HandlerWatch()
    test.watch.auditNothing()
    return test
  }

  /// The counterexample with what was recorded until the trap.
  private func drawn(
    _ recorder: TraceRecorder, _ diary: TrapDiary<Subject>, notes: [String] = []
  ) -> Counterexample {
    let recorded = recorder.recorded
    let run = diary.run
    var entries = recorded.entries
    if run?.property == nil, let index = run?.event?.index {
      entries.append(.init(instant: entries.last?.instant ?? .start, action: .traps(at: index)))
    }
    let events = entries.count {
      switch $0.action {
      case .arrives, .fires: true
      default: false
      }
    }
    let execution = Execution<Subject>(
      entries: entries, faults: recorded.faults, errors: recorded.errors,
      deviations: recorded.deviations, open: recorded.open, probability: recorded.probability,
      nodes: run?.state.nodes ?? [], broken: nil, unsatisfied: nil, events: events, isCut: false)
    let sentence = run?.property.map { Self.ofProperty + $0 } ?? Self.ofHandler
    let part =
      test.subject.names.count > 8
      ? (run?.event?.index).map { execution.causalPast(of: [$0]) } : nil
    return test.counterexample(execution, breaking: sentence, showing: part, notes: notes)
  }

  /// The counterexample without an execution, where the search for it found none.
  private func undrawn(_ diary: TrapDiary<Subject>) -> ProtocolTestError {
    let names = test.subject.names
    guard let run = diary.run, let event = run.event else {
      return .trap("a property, evaluated at the end")
    }
    return .trap(
      "the handler of \(ValueText.of(names[event.index])) (\(ValueText.of(event)), with the nodes "
        + "\(ValueText.of(nodes: run.state.nodes, names: names)))")
  }

  private static var ofHandler: String { "never: a handler traps" }
  private static var ofProperty: String { "never: a property traps: " }

  /// Returns true if a sentence, in a regression file, is about a trap.
  static func isAboutTrap(_ sentence: String) -> Bool {
    sentence == ofHandler || sentence.hasPrefix(ofProperty)
  }
}

/// A search for a run of a handler that traps, or at which the test says that the search ends.
private struct TrapSearch<Subject: NodeProtocol> {
  let test: ProtocolTest<Subject>
  let mostFaults: Int?
  let isEveryOrder: Bool

  /// Returns the path with the fewest faults to the run at which the search ends; `nil` if there is none within the
  /// limits.
  func path() -> RecordedPath<ProtocolSystem<Subject>.State>? {
    let system = ProtocolSystem(test)
    let checker = test.checker(system, mostFaults: mostFaults)
    let finding =
      isEveryOrder
      ? try? checker.searchStatesInEveryOrder { isReached($0, $1, system) }
      : try? checker.searchStates { isReached($0, $1, system) }
    if case .broken(let found) = finding { return found }
    return nil
  }

  /// Returns true at the state or the handler that traps.
  private func isReached(
    _ state: ProtocolSystem<Subject>.State, _ isEnd: Bool, _ system: ProtocolSystem<Subject>
  ) -> Bool {
    if let trap = test.trap, trap.event == nil { return isEnd && state == trap.state }
    // A property may trap as well.
    if isEnd { _ = system.firstBroken(in: state, isEnd: true) }
    if !state.hasTrapped { return false }
    // The path is taken once more to record it.
    system.watch.resume()
    return true
  }
}

/// A replayed path whose last handler gets other answers to the questions of its node.
private struct TrappingWorld<Event: Hashable & Sendable>: SteppingWorld {
  /// The path up to the handler.
  private var base: ReplayedWorld<Event>
  /// The answers to the questions of the last handler, which are left.
  private var answers: ArraySlice<Bool>
  /// Returns true while the handler runs that traps.
  private let isLast: () -> Bool

  init(_ base: ReplayedWorld<Event>, _ answers: [Bool], isLast: @escaping () -> Bool) {
    self.base = base
    self.answers = answers[...]
    self.isLast = isLast
  }

  var now: Instant { base.now }

  mutating func advance() -> Event? { base.advance() }

  /// Answers like the path, and in the last handler with the answers that make it trap.
  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    if chance == .never || chance == .always || !isLast() {
      return base.happens(chance, at: choicePoint)
    }
    let isOwn = Decision(rawValue: choicePoint.kind)?.isOfNode ?? false
    return isOwn ? answers.popFirst() ?? false : false
  }

  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    isLast() ? latency.representative : base.delay(latency, at: choicePoint)
  }

  mutating func schedule(_ event: Event, after delay: Delay) { base.schedule(event, after: delay) }
  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    base.scheduleTimer(event, after: delay)
  }
  mutating func cancel(_ event: Event) { base.cancel(event) }
  mutating func reach(_ milestone: Milestone) { base.reach(milestone) }
}
