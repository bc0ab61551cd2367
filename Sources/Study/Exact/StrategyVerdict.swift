import EndToEnd
import Simulation
import Statistics

/// The anomalies that a strategy can cause at any probabilities, and the fewest faults for each.
///
/// ```swift
/// let verdict = StrategyVerdict.judge(strategy, mostFaults: 3)
/// if case .possible(let counterexample) = verdict[.duplicate] { counterexample.faults.count }
/// ```
public struct StrategyVerdict: Hashable, Sendable {
  /// The strategy.
  public let strategy: Strategy
  /// The number of delays that approximate a continuous latency where nothing else decides; `nil` for no approximation.
  public let discretisation: Int?
  /// The judgement on each of `OutcomeClass.anomalies`, in their order.
  public let judgements: [Judgement]
  /// The reason why a search left something undecided; `nil` if it left nothing, and without a search.
  public let problem: ExplorationError?
  /// The effect of retrying on what the client knows.
  public let gain: RetryGain

  /// The judgement on one anomaly.
  public enum Judgement: Hashable, Sendable {
    /// No number of faults causes it, with any delays.
    case impossible
    /// This number of faults does not cause it, with any delays. Nothing is known of more.
    case impossibleUpTo(faults: Int)
    /// These faults cause it, and fewer do not, unless the path is approximate.
    case possible(RecordedPath<Outcome>)
    /// A run has shown it. The trial is the first of the run that does; `nil` where trials have weights.
    case observed(trial: UInt64?)
    /// Finitely many delays do not cause it, with up to a number of faults, or with any. Of others nothing is known.
    case notFound(delays: Int, faults: Int?)
    /// Nothing is known, not even whether it takes a fault.
    case undecided
  }

  /// Judges all anomalies: by the rules that exclude some at once, by a search over faults where latencies have finitely many values, then by one over the orders
  /// of events that their ranges allow, then by what was observed. Finitely many delays that approximate a continuous
  /// latency can show an anomaly, but prove nothing. Strategies of many clients are not searched: the rules and the run
  /// judge them.
  ///
  /// - Parameters:
  ///   - mostFaults: the number of faults to try where any number has too many states; if that number has too
  ///     many too, one fewer, and so on. `nil` for as many as can be tried at once.
  ///   - observed: the anomalies that a run of the strategy has shown, each with the first trial that does.
  ///   - gain: the effect of retrying, where it is known; random trials tell it otherwise.
  public static func judge(
    _ strategy: Strategy, mostFaults: Int?, observed: [OutcomeClass: UInt64?] = [:],
    limits: ExplorationLimits = ExplorationLimits(), gain: RetryGain? = nil
  ) -> StrategyVerdict {
    if strategy.scenario.clients != nil { return judgeClients(of: strategy, observed: observed) }
    var exact = limits
    exact.discretisation = nil
    var search = Search(OperationChecker(strategy.scenario, mostFaults: nil, limits: exact))
    search.addRules(of: strategy.scenario)
    if !search.isComplete {
      search.addOrders(strategy.scenario, exact)
      if search.problem?.isLimit == true, let mostFaults {
        search.addFewerFaults(strategy.scenario, mostFaults, exact)
      }
    }
    /// The judgement on each anomaly.
    var judgements = search.judgements
    if let delays = limits.discretisation, !search.isComplete {
      let scenario = strategy.scenario
      var rough = Search(OperationChecker(scenario, mostFaults: nil, limits: limits))
      if rough.problem?.isLimit == true, let mostFaults {
        rough.addFewerFaults(scenario, mostFaults, limits)
      }
      for index in judgements.indices where !judgements[index].isDecided {
        judgements[index] = rough.approximation(of: index, delays: delays) ?? judgements[index]
      }
    }
    for (index, anomaly) in OutcomeClass.anomalies.enumerated() {
      guard let trial = observed[anomaly] else { continue }
      if case .possible = judgements[index] { continue }
      judgements[index] = .observed(trial: trial)
    }
    return StrategyVerdict(
      strategy: strategy, discretisation: limits.discretisation, judgements: judgements,
      problem: judgements.allSatisfy { $0.isDecided } ? nil : search.problem,
      gain: gain ?? RetryGain.measure(strategy.scenario))
  }

  /// The judgement on a class of outcomes: of all but `OutcomeClass.anomalies` nothing is known.
  public subscript(outcomeClass: OutcomeClass) -> Judgement {
    OutcomeClass.anomalies.firstIndex(of: outcomeClass).map { judgements[$0] } ?? .undecided
  }
}

extension StrategyVerdict.Judgement {
  /// A Boolean value that indicates whether it says for certain if the anomaly is possible.
  public var isDecided: Bool {
    switch self {
    case .impossible, .possible, .observed: true
    case .impossibleUpTo, .notFound, .undecided: false
    }
  }
}

/// The findings of one or more surveys of a strategy.
struct Search {
  /// The counterexample for each anomaly; `nil` where none was found.
  var counterexamples: [RecordedPath<Outcome>?]
  /// For each anomaly the proof that reaches farthest; `nil` for none.
  var proofs: [Proof?]
  /// The reason why the survey stopped that got farthest; `nil` if one came to its end.
  var problem: ExplorationError?

  /// Searches for all anomalies at once.
  init(_ checker: OperationChecker) {
    self.init(checker.survey(OutcomeClass.anomalies) { $0.contains($1) })
  }

  /// Creates a search from what one survey has found.
  init(_ survey: Survey<Outcome>) {
    counterexamples = survey.counterexamples
    proofs = survey.counterexamples.indices.map {
      survey.unknown.contains($0) ? nil : survey.proof
    }
    problem = survey.problem
  }

  /// The number of faults up to which everything was followed; -1 for none.
  var provenFaults: Int {
    let open = proofs.indices.filter { counterexamples[$0] == nil }
    return open.map { Search.faults(of: proofs[$0]) }.min() ?? Int.max
  }

  /// The number of faults that a proof covers, as a number that can be compared: −1 for no proof.
  private static func faults(of proof: Proof?) -> Int {
    proof.map { $0.mostFaults ?? Int.max } ?? -1
  }

  /// A Boolean value that indicates whether nothing is left to be decided.
  var isComplete: Bool { provenFaults == .max }

  /// Adds the findings of another survey. Each counterexample has the fewest possible faults, in either survey.
  mutating func merge(_ other: Search) {
    counterexamples = zip(counterexamples, other.counterexamples).map { $0 ?? $1 }
    proofs = zip(proofs, other.proofs).map {
      Search.faults(of: $1) > Search.faults(of: $0) ? $1 : $0
    }
    if isComplete { problem = nil }
  }

  /// Adds what the rules of a scenario exclude.
  mutating func addRules(of scenario: Scenario) {
    for (index, anomaly) in OutcomeClass.anomalies.enumerated()
    where counterexamples[index] == nil && scenario.excludes(anomaly) {
      proofs[index] = .ofRules
    }
    if isComplete { problem = nil }
  }

  /// Adds a search over every order of events.
  mutating func addOrders(_ scenario: Scenario, _ limits: ExplorationLimits) {
    let allowed = limits.states
    var limits = limits
    limits.states = max(allowed / Search.costOfOrders, 1)
    let checker = OperationChecker(scenario, mostFaults: nil, limits: limits)
    let other = Search(checker.surveyEveryOrder(OutcomeClass.anomalies))
    let ownProblem = problem
    merge(other)
    guard let problem = other.problem else { return }
    // Without the approximation that the other problem asks for, this one says what stands in the way.
    switch ownProblem {
    case .continuousDelay, .dependsOnDelay:
      if case .states = problem {
        self.problem = .states(limit: allowed)
      } else {
        self.problem = problem
      }
    case .states, .memory, .notRepeatable, .unbalanced, .stopped, nil: break
    }
  }

  /// The time and memory that a state of a search over orders takes, in those of other states.
  private static let costOfOrders = 8

  /// Adds searches for fewer faults: without the states that take more faults there is room for more that take fewer.
  mutating func addFewerFaults(
    _ scenario: Scenario, _ mostFaults: Int, _ limits: ExplorationLimits
  ) {
    var faults = mostFaults
    while faults > provenFaults {
      let next = Search(OperationChecker(scenario, mostFaults: faults, limits: limits))
      merge(next)
      // What it has not tried all of may fit by itself.
      faults = min(next.provenFaults + 1, faults - 1)
    }
  }

  /// The judgements in the order of the anomalies.
  var judgements: [StrategyVerdict.Judgement] {
    zip(counterexamples, proofs).map { found, proof in
      if let found { return .possible(found) }
      guard let proof else { return .undecided }
      return proof.mostFaults.map { .impossibleUpTo(faults: $0) } ?? .impossible
    }
  }

  /// The judgement on an anomaly by finitely many delays; `nil` if they show nothing.
  func approximation(of index: Int, delays: Int) -> StrategyVerdict.Judgement? {
    if let found = counterexamples[index] { return .possible(found) }
    return proofs[index].map { .notFound(delays: delays, faults: $0.mostFaults) }
  }
}

extension Proof {
  /// A proof by the rules of a scenario, without a search.
  package static let ofRules = Proof(mostFaults: nil, states: 0, isApproximate: false)
}

extension Comparison {
  /// Returns the same results, each with the verdict on its strategy.
  ///
  /// - Parameters:
  ///   - mostFaults: the number of faults to try where any number has too many states.
  ///   - jobs: the number of threads; at least 1.
  public func judged(
    mostFaults: Int?, limits: ExplorationLimits = ExplorationLimits(), jobs: Int = 1
  ) -> Comparison {
    mapResults(jobs: jobs) { result, strategy in
      result.verdict = StrategyVerdict.judge(
        strategy, mostFaults: mostFaults, observed: result.observedAnomalies, limits: limits)
    }
  }
}

extension StrategyResult {
  /// The anomalies that the run has shown, each with the first trial that does, where trials are numbered.
  var observedAnomalies: [OutcomeClass: UInt64?] {
    var observed: [OutcomeClass: UInt64?] = [:]
    for anomaly in OutcomeClass.anomalies {
      switch method {
      case .sample:
        if let trial = firstTrials[anomaly] { observed.updateValue(trial, forKey: anomaly) }
      case .rare, .load:
        let isSeen = measurements.contains {
          $0.measure == Measure.share(anomaly) && $0.estimate.value > 0
        }
        if isSeen { observed.updateValue(nil, forKey: anomaly) }
      case .exact: break
      }
    }
    return observed
  }
}
