import EndToEnd
import Simulation
import Testing

/// A person who presses again and again while no answer comes.
@Suite struct ImpatienceTests {
  /// The answer comes 100 ms after the request, and the person presses every 40 ms.
  private static func scenario(presses: UInt8, chance: Probability = .always) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(1)
    scenario.server.service = .constant(.milliseconds(100))
    scenario.person = Person()
    scenario.person?.mostSubmissions = presses
    scenario.person?.impatience = .init(chance: chance, every: .constant(.milliseconds(40)))
    return scenario
  }

  @Test func pressesUntilTheAnswerComes() throws {
    let outcome = try TimedTests.outcome(Self.scenario(presses: 10))
    // At 0, 40 and 80 ms; the first is answered at 100 ms.
    #expect(outcome.submissions == 3 && outcome.copies == 3)
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(100))
    #expect(outcome.isDuplicateByResubmission)
  }

  @Test(arguments: [1, 2] as [UInt8])
  func anImpatientUserPressesAtMostPressesTimes(presses: UInt8) throws {
    let outcome = try TimedTests.outcome(Self.scenario(presses: presses))
    #expect(outcome.submissions == UInt32(presses))
  }

  @Test func aPersonWithAnAnswerDoesNotPressAgain() throws {
    var scenario = Self.scenario(presses: 10)
    scenario.server.service = .constant(.milliseconds(39))
    #expect(try TimedTests.outcome(scenario).submissions == 1)
  }

  /// One key for all presses: what is pressed while the first is served waits for it.
  @Test func aKeyOfTheIntentionStoresOnce() throws {
    var scenario = Self.scenario(presses: 10)
    scenario.key = IdempotencyKey()
    scenario.key?.scope = .intention
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.submissions == 3 && outcome.copies == 1)
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(100))
  }

  /// Each press is followed by another with chance c, up to two more: 1 + c + c² copies.
  @Test func theChanceIsDecidedAfterEachPress() throws {
    let scenario = Self.scenario(presses: 10, chance: Probability(0.25))
    let distribution = try OperationExplorer(scenario).distribution()
    let mean = distribution.outcomes.reduce(0) {
      $0 + $1.probability * Double($1.outcome.copies)
    }
    #expect(abs(mean - (1 + 0.25 + 0.0625)) < 1e-12)
  }

  /// An answer that is no success ends the impatience: what follows is as `resubmits` says.
  @Test func anErrorIsAnAnswer() throws {
    var scenario = Self.scenario(presses: 10)
    scenario.server.failsBeforeStore = .always
    scenario.server.service = .constant(.milliseconds(30))
    #expect(try TimedTests.outcome(scenario).submissions == 1)
    scenario.person?.resubmits = .always
    scenario.person?.after = .constant(.milliseconds(500))
    scenario.person?.mostSubmissions = 2
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.submissions == 2 && outcome.time == .milliseconds(560))
  }

  /// The patience of the last press counts.
  @Test func aSecondPressBeginsAnew() throws {
    var scenario = Self.scenario(presses: 10)
    scenario.person?.pressesTwice = .init(chance: .always, after: .constant(.milliseconds(30)))
    // At 0 and 30 ms, then 70 ms; the next would be at 110 ms.
    #expect(try TimedTests.outcome(scenario).submissions == 3)
  }
}
