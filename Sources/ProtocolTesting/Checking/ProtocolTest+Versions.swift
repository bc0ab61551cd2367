import Simulation

extension ProtocolTest {
  /// Runs this protocol and another version of it on the same luck: the second message from the client to the
  /// server is lost in a trial of both or of neither.
  ///
  /// Decisions are the same that have the same name: of a message its sender, its receiver and how many went
  /// that way before it; of a fault whose it is, what it is called, and how often it was met before.
  ///
  /// - Parameters:
  ///   - other: the other version, with properties of its own; it may be of another type.
  ///   - trials: how many trials each runs.
  ///   - seed: the seed of all chances.
  /// - Throws: the ``ProtocolProblem`` that a trial does not end.
  public func compare<Other: Participants>(
    with other: ProtocolTest<Other>, trials: Int, seed: UInt64 = 1
  ) throws -> VersionComparison {
    if properties.isEmpty || other.properties.isEmpty { throw ProtocolProblem.noProperty }
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

/// In how many of the same trials each of two versions of a protocol breaks a property.
public struct VersionComparison: Hashable, Sendable, CustomStringConvertible {
  public let trials: Int
  public let seed: UInt64
  public internal(set) var neither = 0
  public internal(set) var onlyFirst = 0
  public internal(set) var onlySecond = 0
  public internal(set) var both = 0
  /// The course of the first version in the first trial in which it alone breaks a property, as it went.
  public internal(set) var exampleOfOnlyFirst: Counterexample?
  /// The same of the second version.
  public internal(set) var exampleOfOnlySecond: Counterexample?

  init(trials: Int, seed: UInt64) {
    self.trials = trials
    self.seed = seed
  }

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

/// The trials of a protocol, one after the other.
struct TrialRun<Subject: Participants> {
  private let test: ProtocolTest<Subject>
  let system: ProtocolSystem<Subject>
  private var sampler: Sampler<ProtocolSystem<Subject>>

  init(_ test: ProtocolTest<Subject>, seed: UInt64, coverage: Coverage = Coverage()) {
    self.test = test
    var system = ProtocolSystem(test, coverage: coverage)
    system.isNumbering = true
    self.system = system
    sampler = Sampler(system, seed: seed, eventLimit: UInt64(test.limits.events))
  }

  /// Whether a trial breaks a property.
  mutating func breaks(in trial: UInt64) throws -> Bool {
    do {
      let end = try sampler.run(trial: trial)
      return system.firstBroken(in: end, isEnd: true) != nil
    } catch {
      throw ProtocolProblem.endless(
        trial: Int(trial), limit: test.limits.events,
        state: ValueText.of(course(of: trial).subject))
    }
  }

  /// A trial, taken once more.
  func course(of trial: UInt64) -> Execution<Subject> {
    let seed = sampler.seed
    return Execution(system, eventLimit: test.limits.events) { _ in
      var world = SampledWorld<ProtocolSystem<Subject>.Event>()
      world.restart(luck: KeyedRandom(seed: seed, trial: trial))
      return world
    }
  }

  /// What a trial shows that breaks a property.
  func example(of trial: UInt64) -> Counterexample? {
    test.counterexample(course(of: trial), notes: ["trial \(trial) (seed \(sampler.seed))"])
  }
}
