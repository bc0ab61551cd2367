import Simulation

extension ProtocolTest {
  /// Runs this protocol and another version of it on the same random draws: the second message from the client to
  /// the server is lost in a trial of both or of neither.
  ///
  /// Decisions with the same name share a draw. A message is named by its sender, its receiver and the number of
  /// messages between these before it; a fault by its node, its text and the number of times it was met before.
  ///
  /// - Parameters:
  ///   - other: the other version, with properties of its own; it may have another type.
  ///   - trials: the number of trials of each version.
  ///   - seed: the seed of all draws.
  /// - Throws: a ``ProtocolTestError`` if a trial does not end.
  public func compare<Other: NodeProtocol>(
    with other: ProtocolTest<Other>, trials: Int, seed: UInt64 = 1
  ) throws -> VersionComparison {
    if trials < 1 { throw ProtocolTestError.misuse("at least 1 trial is needed, not \(trials)") }
    return try supervised { one in
      try other.supervised { try one.compareSupervised(with: $0, trials: trials, seed: seed) }
    }
  }

  /// Runs both versions on the same random faults, trial by trial, and counts the four cases.
  private func compareSupervised<Other: NodeProtocol>(
    with other: ProtocolTest<Other>, trials: Int, seed: UInt64
  ) throws -> VersionComparison {
    var comparison = VersionComparison(trials: trials, seed: seed)
    var (one, two) = (TrialRun(self, seed: seed), TrialRun(other, seed: seed))
    for trial in 0..<UInt64(trials) {
      switch (try one.breaks(in: trial), try two.breaks(in: trial)) {
      case (false, false): comparison.neither += 1
      case (true, true): comparison.both += 1
      case (true, false):
        comparison.onlyFirst += 1
        comparison.exampleOfOnlyFirst = comparison.exampleOfOnlyFirst ?? one.example(of: trial)
      case (false, true):
        comparison.onlySecond += 1
        comparison.exampleOfOnlySecond = comparison.exampleOfOnlySecond ?? two.example(of: trial)
      }
    }
    return comparison
  }
}

/// The number of trials in which each of two versions of a protocol breaks a property.
public struct VersionComparison: Hashable, Sendable, CustomStringConvertible {
  /// The number of trials.
  public let trials: Int
  /// The seed of all draws.
  public let seed: UInt64
  /// The number of trials in which no version breaks a property.
  public internal(set) var neither = 0
  /// The number of trials in which only the first version breaks a property.
  public internal(set) var onlyFirst = 0
  /// The number of trials in which only the second version breaks a property.
  public internal(set) var onlySecond = 0
  /// The number of trials in which both versions break a property.
  public internal(set) var both = 0
  /// The execution of the first version in the first trial in which only that version breaks a property.
  public internal(set) var exampleOfOnlyFirst: Counterexample?
  /// The execution of the second version in the first trial in which only that version breaks a property.
  public internal(set) var exampleOfOnlySecond: Counterexample?

  init(trials: Int, seed: UInt64) {
    self.trials = trials
    self.seed = seed
  }

  /// The four numbers in one sentence, then the examples.
  public var description: String {
    var lines = [
      "of \(trials) trials (seed \(seed)): broken by both \(both), only by the first \(onlyFirst), "
        + "only by the second \(onlySecond), by neither \(neither)"
    ]
    if let example = exampleOfOnlyFirst { lines += ["", "only the first:", example.description] }
    if let example = exampleOfOnlySecond { lines += ["", "only the second:", example.description] }
    return lines.joined(separator: "\n")
  }
}

/// The trials of a protocol.
struct TrialRun<Subject: NodeProtocol> {
  private let test: ProtocolTest<Subject>
  let system: ProtocolSystem<Subject>
  /// The sampler of the trials.
  private var sampler: Sampler<ProtocolSystem<Subject>>
  /// The number of events of all trials that came at the same instant as the one before.
  private(set) var ties = 0

  init(_ test: ProtocolTest<Subject>, seed: UInt64, coverage: Coverage = Coverage()) {
    self.test = test
    var system = ProtocolSystem(test, coverage: coverage)
    system.isNumbering = true
    self.system = system
    sampler = Sampler(system, seed: seed, eventLimit: UInt64(test.limits.events))
  }

  /// Runs a trial, and returns true if it breaks a property.
  mutating func breaks(in trial: UInt64) throws -> Bool {
    do {
      test.diary?.begin(trial: trial)
      let end = try sampler.run(trial: trial)
      if let problem = test.watch.firstProblem { throw problem }
      ties += end.ordinals.ties
      return system.firstBroken(in: end, isEnd: true) != nil
    } catch let problem as ProtocolTestError {
      throw problem
    } catch {
      let execution = execution(of: trial)
      if execution.broken != nil { return true }
      let state = ValueText.of(nodes: execution.nodes, names: system.names)
      if case SimulationError.virtualTime = error {
        throw ProtocolTestError.timeEnds(trial: Int(trial), state: state)
      }
      throw ProtocolTestError.endless(
        trial: Int(trial), limit: test.limits.events, state: state)
    }
  }

  /// Runs a trial again, and records it.
  func execution(of trial: UInt64) -> Execution<Subject> {
    let seed = sampler.seed
    return Execution.run(system, eventLimit: test.limits.events) { _ in
      var world = SampledWorld<ProtocolSystem<Subject>.Event>()
      world.restart(random: KeyedRandom(seed: seed, trial: trial))
      return world
    }
  }

  /// Returns the counterexample that a trial shows.
  func example(of trial: UInt64) -> Counterexample? {
    test.counterexample(execution(of: trial), notes: ["trial \(trial) (seed \(sampler.seed))"])
  }
}
