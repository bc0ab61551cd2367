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
    try finding(of: surveyEveryOrder([isViolation], forgets: false))
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
    guard let proof = survey.proof else {
      preconditionFailure("a survey without a problem proves what it does not find")
    }
    return .holds(proof)
  }

  /// Looks for several classes of outcomes in one walk over every order of events that the ranges of the latencies
  /// allow, as far as that gets.
  ///
  /// The evidence and the numbers of requests and attempts of the outcomes that it finds are not known.
  public func surveyEveryOrder(_ classes: [OutcomeClass]) -> Survey<Outcome> {
    surveyEveryOrder(
      classes.map { outcomeClass in { outcomeClass.contains($0) } }, forgets: true)
  }

  private func surveyEveryOrder(
    _ kinds: [(Outcome) -> Bool], forgets: Bool
  ) -> Survey<Outcome> {
    switch scenario.system {
    case .operation(let system): surveyEveryOrder(system, kinds, forgets: forgets)
    case .intention(let system): surveyEveryOrder(system, kinds, forgets: forgets)
    }
  }

  private func surveyEveryOrder<Subject: OutcomeSystem>(
    _ system: Subject, _ kinds: [(Outcome) -> Bool], forgets: Bool
  ) -> Survey<Outcome> {
    let checker = ModelChecker(
      ClassifiedSystem(base: system, forgets: forgets), mostFaults: mostFaults, limits: limits)
    return checker.surveyEveryOrder(kinds) { $0(system.outcome($1, time: .zero)) }
      .map { system.outcome($0, time: .zero) }
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
