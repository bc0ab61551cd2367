import EndToEnd
import Simulation
import Testing

/// Presses that follow one another, against the recursion of `PeopleOracle`.
@Suite struct PersonTests {
  private static let operations: [(name: String, oracle: Oracle)] = [
    ("none", Oracle()),
    ("blind 2", Oracle(attempts: 2)),
    ("key", Oracle(attempts: 2, key: .init())),
    ("read-back", Oracle(attempts: 2, readsBack: true)),
    ("ack-first", Oracle(attempts: 2, acknowledgesFirst: true)),
    ("failover", Oracle(attempts: 2, failover: 0.2)),
    ("gateway", Oracle(attempts: 1, gateway: .init(attempts: 2, q: 0.1, r: 0.2))),
    ("reserve", Oracle(attempts: 2, reserves: true)),
  ]
  private static let people: [(resubmits: Double, asksSupport: Double, presses: Int)] = [
    (0.45, 0.2, 3), (1, 0, 2), (0, 0.6, 2), (0.3, 0.7, 2), (0.5, 0, 1),
  ]

  @Test(arguments: operations.indices, people.indices)
  func endsAsOftenAsTheRecursionSays(index: Int, who: Int) throws {
    var operation = Self.operations[index].oracle
    (operation.q, operation.a, operation.b, operation.r) = (0.2, 0.1, 0.15, 0.25)
    let (resubmits, asksSupport, presses) = Self.people[who]
    let oracle = PeopleOracle(
      operation: operation, resubmits: resubmits, asksSupport: asksSupport, presses: presses)
    let results = oracle.results()
    let whole: Double = results.values.reduce(0, +)
    #expect(abs(whole - 1) < 1e-12)

    var scenario = operation.scenario
    var person = Person()
    person.resubmits = Probability(resubmits)!
    person.contactsSupport = Probability(asksSupport)!
    person.mostSubmissions = UInt8(presses)
    person.after = .exponential(mean: .seconds(10))
    scenario.person = person
    let trials = 3_000
    var counts: [PeopleOracle.Result: Int] = [:]
    var sampler = OperationSampler(scenario, seed: UInt64(10 * index + who))
    var late: [Int] = []
    for trial in 0..<trials {
      let outcome = try sampler.outcome(ofTrial: UInt64(trial))
      if outcome.isLate { late.append(trial) }
      counts[PeopleOracle.Result(outcome), default: 0] += 1
    }
    #expect(late.isEmpty)
    var seen: [PeopleOracle.Result: Double] = [:]
    for (result, probability) in results { seen[result.asSeen, default: 0] += probability }
    for (result, count) in counts where seen[result] == nil {
      Issue.record("\(result) came \(count) times and cannot be")
    }
    for (result, probability) in seen {
      #expect(Interval(probability, trials).contains(counts[result] ?? 0), "\(result)")
    }
  }

  /// The same key for every press: presses are attempts, but for the person's decisions between them.
  @Test(arguments: [0, 0.3])
  func onOneKeyPressesAreAttempts(forgets: Double) throws {
    // A press that fails is the end of an operation, so what only an attempt is there is logged here.
    var attempts = Oracle(attempts: 3, clientLog: .attempts, key: .init(forgets: forgets))
    (attempts.q, attempts.a, attempts.b, attempts.r) = (0.2, 0.1, 0.15, 0.25)
    var presses = attempts
    presses.attempts = 1
    var scenario = presses.scenario
    scenario.key?.scope = .intention
    scenario.person = Person()
    scenario.person?.resubmits = .always
    scenario.person?.mostSubmissions = 3
    let endings = attempts.endings()
    let trials = 40_000
    var counts: [Ending: Int] = [:]
    var sampler = OperationSampler(scenario, seed: 5)
    for trial in 0..<trials {
      let outcome = try sampler.outcome(ofTrial: UInt64(trial))
      // A duplicate is the doing of two presses: each has one attempt.
      #expect(!outcome.isDuplicateByRetry)
      #expect(outcome.submissions == outcome.attempts)
      counts[Ending(outcome), default: 0] += 1
    }
    for (ending, count) in counts where endings[ending] == nil {
      Issue.record("\(ending) came \(count) times and cannot be")
    }
    for (ending, probability) in endings {
      #expect(Interval(probability, trials).contains(counts[ending] ?? 0), "\(ending)")
    }
  }

  /// A person who never presses again changes nothing, trial by trial.
  @Test(arguments: StrategyTests.strategies.indices)
  func aPersonWhoPressesOnceMeetsTheSameFaults(index: Int) throws {
    var oracle = StrategyTests.strategies[index].oracle
    (oracle.q, oracle.a, oracle.b, oracle.r) = (0.2, 0.1, 0.15, 0.25)
    let scenario = oracle.scenario
    var withPerson = scenario
    withPerson.person = Person()
    withPerson.person?.contactsSupport = .always
    var alone = OperationSampler(scenario, seed: 8)
    var looked = OperationSampler(withPerson, seed: 8)
    for trial in 0..<150 as Range<UInt64> {
      let expected = try alone.outcome(ofTrial: trial)
      let outcome = try looked.outcome(ofTrial: trial)
      #expect(Ending(outcome) == Ending(expected))
      #expect(outcome.time == expected.time && outcome.isLate == expected.isLate)
      #expect(outcome.submissions == 1)
      // Who is told afterwards has asked already.
      let isAcknowledged = expected.belief == .acknowledged
      #expect(outcome.asksSupport == (!isAcknowledged || expected.hasLearned))
    }
  }
}

extension PeopleOracle.Result {
  /// What an outcome shows of it: of the most copies of one operation, whether they alone are duplicates.
  var asSeen: Self {
    var seen = self
    seen.most = ending.copies >= 2 && most >= 2 ? 2 : 0
    return seen
  }

  init(_ outcome: Outcome) {
    self.init(
      ending: Ending(outcome), presses: Int(outcome.submissions),
      asksSupport: outcome.asksSupport, most: outcome.isDuplicateByRetry ? 2 : 0)
  }
}
