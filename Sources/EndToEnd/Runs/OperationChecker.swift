import Simulation

/// Looks for the fewest faults with which one operation of a scenario ends as it should not; where the
/// scenario has a person, one intention.
///
/// ```swift
/// let checker = OperationChecker(scenario, mostFaults: 3)
/// if case .broken(let counterexample) = try checker.search(for: { $0.isDuplicate }) { … }
/// ```
public struct OperationChecker: Sendable {
  private let scenario: Scenario
  private let mostFaults: Int?
  private let limits: ExplorationLimits

  /// - Parameter mostFaults: the most faults of one path; `nil` for any number.
  public init(
    _ scenario: Scenario, mostFaults: Int?, limits: ExplorationLimits = ExplorationLimits()
  ) {
    self.scenario = scenario
    self.mostFaults = mostFaults
    self.limits = limits
  }

  /// Looks for an outcome, whose time is not known.
  ///
  /// - Throws: the `ExplorationError` that stands against it.
  public func search(
    for isViolation: (Outcome) -> Bool
  ) throws(ExplorationError) -> Finding<Outcome> {
    switch scenario.system {
    case .operation(let system): try search(system, for: isViolation)
    case .intention(let system): try search(system, for: isViolation)
    }
  }

  private func search(
    _ system: some OutcomeSystem, for isViolation: (Outcome) -> Bool
  ) throws(ExplorationError) -> Finding<Outcome> {
    let checker = ModelChecker(system, mostFaults: mostFaults, limits: limits)
    let finding = try checker.search { isViolation(system.outcome($0, time: .zero)) }
    return finding.map { system.outcome($0, time: .zero) }
  }

  /// Looks for an outcome in every order of events that the ranges of the latencies allow.
  ///
  /// - Parameter isViolation: returns true for an outcome, whose time is not known, that is looked for.
  /// - Throws: the `ExplorationError` that stands against it.
  public func searchEveryOrder(
    for isViolation: @escaping (Outcome) -> Bool
  ) throws(ExplorationError) -> Finding<Outcome> {
    try finding(
      of: surveyEveryOrder([OutcomeKind(contains: isViolation)], forgets: false))
  }

  /// Looks for an outcome of a class in every order of events that the ranges of the latencies allow.
  ///
  /// - Throws: the `ExplorationError` that stands against it.
  public func searchEveryOrder(
    for outcomeClass: OutcomeClass
  ) throws(ExplorationError) -> Finding<Outcome> {
    try finding(of: surveyEveryOrder([outcomeClass]))
  }

  private func finding(of survey: Survey<Outcome>) throws(ExplorationError) -> Finding<Outcome> {
    if let found = survey.counterexamples[0] { return .broken(found) }
    if let problem = survey.problem { throw problem }
    guard let proof = survey.proof, survey.unknown.isEmpty else {
      // The one thing that keeps a path from being shown.
      throw .dependsOnDelay(ChoicePoint(.client, .backoff, attempt: 2, operation: 0))
    }
    return .holds(proof)
  }

  /// Looks for several classes of outcomes in one walk over every order of events that the ranges of the latencies
  /// allow, as far as that gets.
  ///
  public func surveyEveryOrder(_ classes: [OutcomeClass]) -> Survey<Outcome> {
    surveyEveryOrder(
      classes.map { outcomeClass in
        OutcomeKind(outcomeClass: outcomeClass, isExcluded: scenario.excludes(outcomeClass)) {
          outcomeClass.contains($0)
        }
      }, forgets: true)
  }

  private func surveyEveryOrder(
    _ kinds: [OutcomeKind], forgets: Bool
  ) -> Survey<Outcome> {
    let relaxed = scenario.withIndependentWaits
    switch (scenario.system, relaxed.system) {
    case (.operation(let system), .operation(let relaxed)):
      return surveyEveryOrder(system, relaxed, kinds, forgets: forgets)
    case (.intention(let system), .intention(let relaxed)):
      return surveyEveryOrder(system, relaxed, kinds, forgets: forgets)
    default: preconditionFailure("waits decide nothing about who takes part")
    }
  }

  /// - Parameter relaxed: the system with wider ranges of delays: what is impossible there is impossible.
  private func surveyEveryOrder<Subject: LumpableSystem>(
    _ system: Subject, _ relaxed: Subject, _ kinds: [OutcomeKind], forgets: Bool
  ) -> Survey<Outcome> {
    let lumped = LumpedSystem(base: relaxed, detail: forgets ? .classes : .everything)
    let checker = ModelChecker(lumped, mostFaults: mostFaults, limits: limits)
    let survey = checker.surveyEveryOrder(
      kinds, { $0.contains(system.outcome($1, time: .zero)) },
      mayFollow: { kind, state in
        !kind.isExcluded && kind.outcomeClass.map { system.mayEnd(in: $0, from: state) } ?? true
      })
    let paths = zip(kinds, survey.counterexamples).map { kind, path in
      path.flatMap { named($0, as: kind, in: system) }
    }
    // What cannot be shown is not claimed, nor its absence.
    let unknown = kinds.indices.filter { paths[$0] == nil && survey.counterexamples[$0] != nil }
    return Survey(
      counterexamples: paths, proof: survey.proof, problem: survey.problem, unknown: unknown)
  }

  /// Replays a path in the system itself, where all choice points have their names.
  ///
  /// - Returns: `nil` if it does not end as it should.
  private func named<Subject: LumpableSystem>(
    _ path: RecordedPath<Subject.State>, as kind: OutcomeKind, in system: Subject
  ) -> RecordedPath<Outcome>? {
    guard let trace = try? path.trace(of: system), let last = trace.steps.last else { return nil }
    let outcome = system.outcome(last.state, time: .zero)
    if !kind.contains(outcome) { return nil }
    var faults: [ChoicePoint] = []
    for effect in trace.steps.flatMap({ $0.effects }) {
      guard case .chance(let point, let chance, happened: true) = effect, chance != .always,
        system.isFault(point)
      else { continue }
      faults.append(point)
    }
    return path.named(faults: faults, state: outcome)
  }

  /// Looks for several kinds of outcome of one operation, as far as one walk over its states gets.
  ///
  /// It is the same as ``survey(_:_:)`` without the code for people, which a module of a web page need not carry.
  ///
  /// - Precondition: the scenario has no person.
  package func surveyOperation<Kind>(
    _ kinds: [Kind], _ contains: (Kind, Outcome) -> Bool
  ) -> Survey<Outcome> {
    precondition(scenario.person == nil, "what a person intends may take several operations")
    return survey(scenario, kinds, contains)
  }

  /// Looks for several kinds of outcome in one walk over the states, as far as that gets.
  ///
  /// - Parameter contains: whether an outcome, whose time is not known, is of a kind.
  public func survey<Kind>(
    _ kinds: [Kind], _ contains: (Kind, Outcome) -> Bool
  ) -> Survey<Outcome> {
    switch scenario.system {
    case .operation(let system): survey(system, kinds, contains)
    case .intention(let system): survey(system, kinds, contains)
    }
  }

  private func survey<Kind>(
    _ system: some OutcomeSystem, _ kinds: [Kind], _ contains: (Kind, Outcome) -> Bool
  ) -> Survey<Outcome> {
    let checker = ModelChecker(system, mostFaults: mostFaults, limits: limits)
    return checker.survey(kinds) { contains($0, system.outcome($1, time: .zero)) }
      .map { system.outcome($0, time: .zero) }
  }
}

/// Outcomes that a search looks for.
private struct OutcomeKind {
  /// The class that they are, if they are one.
  var outcomeClass: OutcomeClass?
  /// A Boolean value that indicates whether the rules of the scenario exclude them.
  var isExcluded = false
  let contains: (Outcome) -> Bool
}
