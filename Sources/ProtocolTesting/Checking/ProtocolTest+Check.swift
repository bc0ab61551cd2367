import Simulation

extension ProtocolTest {
  /// Looks for an execution that breaks a property.
  ///
  /// The counterexamples of the regression file are replayed first: see ``regressionFile(_:source:)``.
  ///
  /// - Returns: a report of what was checked.
  /// - Throws: a ``Counterexample``, or the ``ProtocolTestError`` that stopped the check.
  @discardableResult
  public func check(_ method: CheckMethod) throws -> CheckReport {
    if let misuse = method.misuse { throw ProtocolTestError.misuse(misuse) }
    return try supervised { try $0.catching(method) { try $0.checkSupervised(method) } }
  }

  /// Runs the handlers of this test under a supervision of their own, on a thread of their own: a handler that cannot
  /// go on is given up.
  ///
  /// - Throws: the first error of a handler, before any error that it has led to, or the error of `body`.
  func supervised<Result>(_ body: @escaping (ProtocolTest) throws -> Result) throws -> Result {
    if let misuse { throw ProtocolTestError.misuse(misuse) }
    if properties.isEmpty { throw ProtocolTestError.noProperty }
    var test = self
    test.watch = HandlerWatch()
    let supervised = test
    let result = TrapCatcher.run(catchesTraps: false) {
      HandlerWatch.$current.withValue(supervised.watch) { Swift.Result { try body(supervised) } }
    }
    if let problem = test.watch.firstProblem { throw problem }
    guard let result else { throw ProtocolTestError.misuse("a handler was given up") }
    return try result.get()
  }

  /// The mistake in the test itself; `nil` if there is none.
  private var misuse: String? {
    if let misuse = misuses.first { return misuse }
    let names = subject.names
    if names.isEmpty || names.count > 200 {
      return "a protocol has 1 to 200 nodes, not \(names.count)"
    }
    if Set(names).count < names.count { return "two nodes of the protocol have the same name" }
    if limits.events < 0 || limits.discretisation.map({ $0 < 1 }) == true {
      return "the limits of a test are at least 0 events and 1 delay"
    }
    if properties.count > 64 { return "a test has at most 64 properties, not \(properties.count)" }
    for sender in names {
      for receiver in names where receiver != sender {
        if let misuse = transport(sender, receiver).misuse {
          return
            "the transport from \(ValueText.of(sender)) to \(ValueText.of(receiver)): \(misuse)"
        }
      }
    }
    return nil
  }

  /// Replays the past counterexamples and makes the check, with handlers that are watched.
  private func checkSupervised(_ method: CheckMethod) throws -> CheckReport {
    let notes = try replayRegressions()
    do {
      let system = ProtocolSystem(self)
      var report =
        switch method {
        case .faults(let most): try search(system, method, mostFaults: most)
        case .anyFaults: try search(system, method, mostFaults: nil)
        case .everyOrder(let most): try search(system, method, mostFaults: most)
        case .exactly(let bound): try explore(system, method, atMost: bound)
        case .samples(let trials, let seed):
          try sample(method, trials: trials, seed: seed, system.coverage)
        }
      report.notes = notes
      if requiresCoverage { try requireCoverage(system) }
      return report
    } catch let found as Counterexample {
      try record(found)
      throw found
    }
  }

  /// Tries every placement of faults.
  private func search(
    _ system: ProtocolSystem<Subject>, _ method: CheckMethod, mostFaults: Int?
  ) throws -> CheckReport {
    var results: [SearchResult] = []
    let isEveryOrder = if case .everyOrder = method { true } else { false }
    let safety = properties.filter { !$0.time.isLiveness }
    if !safety.isEmpty {
      let search = FaultSearch(only(safety), coverage: system.coverage, mostFaults: mostFaults)
      let result = try search.run(inEveryOrder: isEveryOrder)
      if let endless = result.endless, requiresEnds {
        throw ProtocolTestError.neverEnds(probability: nil, shown: endless)
      }
      results.append(result)
    }
    for property in properties where property.time.isLiveness {
      let liveness = LivenessCheck(
        self, property, coverage: system.coverage, mostFaults: mostFaults)
      results.append(SearchResult(proof: try liveness.run(inEveryOrder: isEveryOrder)))
    }
    // Delays that approximate others are not those that a random execution draws.
    if limits.discretisation == nil {
      try RandomWalkCheck(only(safety), mostFaults: mostFaults).run()
    }
    var report = CheckReport(properties.map(\.sentence), method)
    report.states = results.map(\.proof.states).max()
    report.isForAnyFaults = results.allSatisfy { $0.proof.mostFaults == nil }
    report.isApproximate = results.contains(where: \.proof.isApproximate)
    report.ties = results.map(\.ties).max() ?? 0
    report.endlessExecution = results.compactMap(\.endless).first
    report.mayBeEndless = results.contains(where: \.mayBeEndless)
    return report
  }

  /// Runs the execution without faults and with representative delays, except for the decisions that are named.
  ///
  /// - Parameter text: the names of the decisions, separated by semicolons, as ``Counterexample/replay`` gives
  ///   them; empty for none.
  /// - Throws: the ``Counterexample`` if a property is broken, or a ``ProtocolTestError`` if a name is not decided in
  ///   this execution.
  public func replay(_ text: String) throws {
    try supervised { try $0.catching(nil) { try $0.replay(text, place: "", notes: []) } }
  }

  /// Takes an execution by the names of its decisions.
  ///
  /// - Throws: the counterexample that it is; or an error if it never meets a decision of that
  ///   name, so that a renamed message does not make an old counterexample pass.
  func replay(_ text: String, place: String, notes: [String]) throws {
    var names = ReplayText.names(in: text)
    let stop = names.lastIndex { ReplayText.stop($0) != nil }.map { names.remove(at: $0) }
    let execution = Execution.run(
      ProtocolSystem(self), eventLimit: stop.flatMap(ReplayText.stop) ?? limits.events,
      deviations: names)
    if let unknown = names.first(where: { !execution.deviations.contains($0) }) {
      throw ProtocolTestError.noSuchDecision(unknown, open: execution.open, place: place)
    }
    if let found = counterexample(execution, notes: notes) { throw found }
    if stop != nil, let unsatisfied = execution.unsatisfied {
      throw counterexample(execution, breaking: unsatisfied, notes: notes)
    }
  }

  /// Returns the counterexample that an execution shows, or `nil` if it breaks no property.
  func counterexample(_ execution: Execution<Subject>, notes: [String] = []) -> Counterexample? {
    execution.broken.map { counterexample(execution, breaking: $0, notes: notes) }
  }

  /// Returns the counterexample that an execution shows.
  func counterexample(
    _ execution: Execution<Subject>, breaking broken: Int, notes: [String]
  ) -> Counterexample {
    counterexample(
      execution, breaking: properties[broken].sentence,
      showing: part(of: execution, breaking: broken), notes: notes)
  }

  /// Returns the counterexample that an execution shows.
  ///
  /// - Parameters:
  ///   - sentence: the sentence that does not hold where the execution stops.
  ///   - part: the part of the execution that its chart shows; `nil` for everything.
  func counterexample(
    _ execution: Execution<Subject>, breaking sentence: String, showing part: ExecutionPart?,
    notes: [String]
  ) -> Counterexample {
    Counterexample(
      property: sentence, faults: execution.faults,
      probability: execution.probability, events: execution.events,
      replay: ReplayText.text(
        execution.deviations, stop: execution.isCut ? execution.events : nil),
      chart: execution.diagram(
        of: subject.names.map { ValueText.of($0) }, broken: sentence, part: part
      ).text(width: max(80, 30 * (part?.nodes.count ?? subject.names.count))),
      notes: Array(execution.errors.prefix(1)) + notes)
  }

  /// Requires that every branch was reached, but for those that the test allows.
  ///
  /// - Throws: the branches that were not.
  private func requireCoverage(_ system: ProtocolSystem<Subject>) throws {
    let missed = Subject.Branch.allCases.enumerated().filter {
      !system.coverage.contains($0.offset) && !allowedUncovered.contains($0.element)
    }
    if !missed.isEmpty { throw ProtocolTestError.notCovered(missed.map { "\($0.element)" }) }
  }
}
