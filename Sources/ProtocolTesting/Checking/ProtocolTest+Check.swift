import Simulation

extension ProtocolTest {
  /// Looks for a course of events that breaks a property.
  ///
  /// Counterexamples of the past are tried first: see ``remembering(in:source:)``.
  ///
  /// - Returns: what has been shown.
  /// - Throws: a ``Counterexample``, or the ``ProtocolProblem`` that stands against the check.
  @discardableResult
  public func check(_ method: Method) throws -> Report {
    if properties.isEmpty { throw ProtocolProblem.noProperty }
    try replayRegressions()
    do {
      let system = ProtocolSystem(self)
      let report =
        switch method {
        case .faults(let most): try search(system, method, mostFaults: most)
        case .anyFaults: try search(system, method, mostFaults: nil)
        case .everyOrder(let most): try search(system, method, mostFaults: most)
        case .exactly(let bound): try explore(system, method, atMost: bound)
        case .samples(let trials, let seed):
          try sample(method, trials: trials, seed: seed, system.coverage)
        }
      if requiresCoverage { try requireCoverage(system) }
      return report
    } catch let found as Counterexample {
      try remember(found)
      throw found
    }
  }

  /// Tries every placement of faults.
  private func search(
    _ system: ProtocolSystem<Subject>, _ method: Method, mostFaults: Int?
  ) throws -> Report {
    var proofs: [Proof] = []
    // Where every order is tried, circles are not looked for: what has come true must have by the end.
    let isEveryOrder = if case .everyOrder = method { true } else { false }
    let safety = properties.filter { isEveryOrder || $0.time != .eventually }
    if !safety.isEmpty {
      let search = Search(only(safety), coverage: system.coverage, mostFaults: mostFaults)
      if isEveryOrder {
        proofs.append(try search.runInEveryOrder())
      } else {
        proofs.append(try search.run())
      }
      // Delays that stand for others are not those of a course that is drawn.
      if limits.discretisation == nil {
        try RandomWalkCheck(only(safety), mostFaults: mostFaults).run()
      }
    }
    for property in properties where !isEveryOrder && property.time == .eventually {
      let avoidance = LivenessCheck(
        self, property, coverage: system.coverage, mostFaults: mostFaults)
      proofs.append(try avoidance.run())
    }
    var report = Report(properties.map(\.sentence), method)
    report.states = proofs.map(\.states).max()
    report.isForAnyFaults = proofs.allSatisfy { $0.mostFaults == nil }
    report.isApproximate = proofs.contains(where: \.isApproximate)
    return report
  }

  /// Takes the course in which everything goes the plainest way but for what is named.
  ///
  /// - Parameter text: the names of the decisions that go otherwise, between semicolons, as a counterexample
  ///   gives them; nothing for none.
  /// - Throws: the ``Counterexample`` if a property is broken, or the ``ProtocolProblem`` that a name is none of
  ///   this course.
  public func replay(_ text: String) throws {
    if properties.isEmpty { throw ProtocolProblem.noProperty }
    try replay(text, place: "", notes: [])
  }

  func replay(_ text: String, place: String, notes: [String]) throws {
    var names = ReplayText.names(in: text)
    let stop = names.lastIndex { ReplayText.stop($0) != nil }.map { names.remove(at: $0) }
    let course = Execution(
      ProtocolSystem(self), eventLimit: stop.flatMap(ReplayText.stop) ?? limits.events,
      deviations: names)
    if let stranger = names.first(where: { !course.deviations.contains($0) }) {
      throw ProtocolProblem.noSuchDecision(stranger, onCourse: course.open, place: place)
    }
    if let found = counterexample(course, notes: notes) { throw found }
    if stop != nil, let missing = course.missing {
      throw counterexample(course, breaking: missing, notes: notes)
    }
  }

  /// What a course shows, if it breaks a property.
  func counterexample(_ course: Execution<Subject>, notes: [String] = []) -> Counterexample? {
    course.broken.map { counterexample(course, breaking: $0, notes: notes) }
  }

  /// What a course shows that breaks a property.
  func counterexample(
    _ course: Execution<Subject>, breaking broken: Int, notes: [String]
  ) -> Counterexample {
    Counterexample(
      property: properties[broken].sentence, faults: course.faults,
      probability: course.probability, events: course.events,
      replay: ReplayText.text(course.deviations, stop: course.isCut ? course.events : nil),
      chart: course.diagram(
        of: participants.names.map { ValueText.of($0) }, broken: properties[broken].sentence
      ).text(width: max(80, 30 * participants.names.count)),
      notes: Array(course.errors.prefix(1)) + notes)
  }

  private func requireCoverage(_ system: ProtocolSystem<Subject>) throws {
    let missed = Subject.Branch.allCases.enumerated().filter {
      !system.coverage.contains($0.offset) && !forgivenBranches.contains($0.element)
    }
    if !missed.isEmpty { throw ProtocolProblem.notCovered(missed.map { "\($0.element)" }) }
  }
}
