import EndToEnd
import Simulation
import Testing

/// Messages that the network delivers twice.
@Suite struct DuplicationTests {
  /// 20 ms there, 5 ms service, 20 ms back; requests arrive twice with a chance.
  private static func scenario(_ chance: Double, attempts: UInt32 = 1) -> Scenario {
    var scenario = TimedTests.scenario(timeout: 200, attempts: attempts)
    scenario.network.requestDuplicates = Probability(chance)!
    return scenario
  }

  /// The sum of f(outcome) · probability over all outcomes, without rounding but that of doubles.
  private static func mean(
    _ scenario: Scenario, _ value: (Outcome) -> Double
  ) throws -> Double {
    let distribution = try OperationExplorer(scenario).distribution()
    #expect(distribution.residual == 0 && !distribution.isApproximate)
    return distribution.outcomes.reduce(0) { $0 + $1.probability * value($1.outcome) }
  }

  /// One request that arrives: 1 + d copies on average, two of them with chance d.
  @Test(arguments: [0, 0.001, 0.25, 1])
  func aRequestThatArrivesTwiceIsStoredTwice(chance: Double) throws {
    let scenario = Self.scenario(chance)
    #expect(abs(try Self.mean(scenario) { Double($0.copies) } - (1 + chance)) < 1e-12)
    #expect(abs(try Self.mean(scenario) { $0.isDuplicate ? 1 : 0 } - chance) < 1e-12)
    #expect(abs(try Self.mean(scenario) { Double($0.requests) } - (1 + chance)) < 1e-12)
    #expect(try Self.mean(scenario) { Double($0.attempts) } == 1)
  }

  /// With loss q of requests: nothing of a lost request arrives twice.
  @Test func aLostRequestIsNotDuplicated() throws {
    var scenario = Self.scenario(0.25)
    scenario.network.request.loss = Probability(0.1)
    #expect(abs(try Self.mean(scenario) { Double($0.copies) } - 0.9 * 1.25) < 1e-12)
  }

  /// The key knows the second arrival, in flight or not.
  @Test(arguments: IdempotencyKey.InFlight.allCases, [0, 5] as [Int64])
  func aKeyMakesOneCopyOfBoth(inFlight: IdempotencyKey.InFlight, service: Int64) throws {
    var scenario = Self.scenario(0.25)
    scenario.server.service = .constant(.milliseconds(service))
    scenario.key = IdempotencyKey()
    scenario.key?.inFlight = inFlight
    let copies = try Self.mean(scenario) { Double($0.copies) }
    // Both arrive at the same instant, so that racing ones both execute.
    #expect(abs(copies - (inFlight == .race ? 1.25 : 1)) < 1e-12)
  }

  /// Each arrival has its own failures: of two, the number that are stored is 2 (1 − a) on average.
  @Test func eachArrivalFailsByItself() throws {
    var scenario = Self.scenario(1)
    scenario.server.failsBeforeStore = Probability(0.5)
    #expect(abs(try Self.mean(scenario) { Double($0.copies) } - 1) < 1e-12)
    #expect(abs(try Self.mean(scenario) { $0.isDuplicate ? 1 : 0 } - 0.25) < 1e-12)
    // The answer to the first that is served comes first and decides.
    #expect(abs(try Self.mean(scenario) { $0.belief == .acknowledged ? 1 : 0 } - 0.5) < 1e-12)
    #expect(abs(try Self.mean(scenario) { $0.isPhantom ? 1 : 0 } - 0.25) < 1e-12)
  }

  /// Blind retry: copies are attempts that arrive, each 1 + d times.
  @Test func retriesAreDuplicatedAsWell() throws {
    var scenario = Self.scenario(0.25, attempts: 2)
    scenario.network.response.loss = .always
    #expect(abs(try Self.mean(scenario) { Double($0.copies) } - 2.5) < 1e-12)
  }

  /// The second arrival has a latency of its own, so it may be the first: the shorter of the two counts.
  @Test func theSecondArrivalMayComeFirst() throws {
    var scenario = Self.scenario(1)
    scenario.network.request.latency = .empirical(
      Weighted([.init(.milliseconds(20), weight: 1), .init(.milliseconds(500), weight: 1)])!)
    // In time unless both take 500 ms.
    let inTime = try Self.mean(scenario) { $0.belief == .acknowledged ? 1 : 0 }
    #expect(abs(inTime - 0.75) < 1e-12)
    scenario.network.requestDuplicates = .never
    scenario.network.response.latency = scenario.network.request.latency
    scenario.network.request.latency = .constant(.milliseconds(20))
    scenario.network.responseDuplicates = .always
    #expect(abs(try Self.mean(scenario) { $0.belief == .acknowledged ? 1 : 0 } - 0.75) < 1e-12)
    #expect(try Self.mean(scenario) { Double($0.copies) } == 1)
  }

  /// Behind a gateway that tries up to twice, each link duplicates by itself: (1 + d)² copies of a try.
  @Test func everyLinkDuplicatesByItself() throws {
    var scenario = Self.scenario(0.25)
    scenario.gateway = Gateway()
    scenario.gateway?.retry.attempts = 2
    let network = scenario.network
    scenario.gateway?.network = network
    scenario.client.timeout = .seconds(10)
    #expect(abs(try Self.mean(scenario) { Double($0.copies) } - 1.25 * 1.25) < 1e-12)
    #expect(try Self.mean(scenario) { $0.belief == .acknowledged ? 1 : 0 } == 1)

    // Where no answer comes back, each task makes two tries.
    scenario.gateway?.network.response.loss = .always
    scenario.gateway?.timeout = .milliseconds(100)
    #expect(abs(try Self.mean(scenario) { Double($0.copies) } - 2 * 1.25 * 1.25) < 1e-12)
  }

  /// A gateway hears the answer to either of two arrivals as that to its one try.
  @Test func aGatewayHearsTheAnswerToTheSecondArrival() throws {
    var scenario = Self.scenario(0)
    scenario.client.timeout = .seconds(10)
    scenario.gateway = Gateway()
    scenario.gateway?.network.requestDuplicates = .always
    scenario.gateway?.network.response.loss = Probability(0.5)
    #expect(abs(try Self.mean(scenario) { $0.belief == .acknowledged ? 1 : 0 } - 0.75) < 1e-12)
  }

  /// The sampler draws what the explorer adds up.
  @Test func samplesFollowTheExactProbabilities() throws {
    var scenario = Self.scenario(0.1, attempts: 2)
    scenario.network.request.loss = Probability(0.05)
    scenario.network.response.loss = Probability(0.05)
    scenario.server.failsAfterStore = Probability(0.05)
    scenario.gateway = Gateway()
    scenario.gateway?.retry.attempts = 2
    let network = scenario.network
    scenario.gateway?.network = network
    scenario.client.timeout = .seconds(10)
    let exact = try Self.mean(scenario) { $0.isDuplicate ? 1 : 0 }
    var sampler = OperationSampler(scenario, seed: 3)
    let trials = 5_000.0
    var count = 0.0
    for trial in 0..<UInt64(trials) where try sampler.outcome(ofTrial: trial).isDuplicate {
      count += 1
    }
    let deviation = (exact * (1 - exact) / trials).squareRoot()
    #expect(abs(count / trials - exact) < 5 * deviation)
  }

  /// A second arrival is a fault: with none allowed there is no duplicate, and with one there is.
  @Test func aSecondArrivalIsAFault() throws {
    func faults(_ scenario: Scenario, atMost most: Int) throws -> [Decision]? {
      let checker = OperationChecker(scenario, mostFaults: most)
      guard case .broken(let found) = try checker.search(for: { $0.isDuplicate }) else {
        return nil
      }
      return found.faults.map(\.scenarioDecision)
    }
    #expect(try faults(Self.scenario(0.1), atMost: 0) == nil)
    #expect(try faults(Self.scenario(0.1), atMost: 1) == [.requestIsDuplicated])
    var responses = Self.scenario(0)
    responses.network.responseDuplicates = Probability(0.1)
    #expect(try faults(responses, atMost: 3) == nil)
  }

  /// A network on which nothing arrives twice is one that was never told about it.
  @Test func noDuplicationIsTheDefault() {
    var network = Network()
    network.requestDuplicates = Probability(0.1)
    #expect(network != Network() && network.mayDuplicateRequests)
    network.requestDuplicates = .never
    #expect(network == Network())
  }

  /// The first of the two to arrive is answered: both take longer than half of the longest latency one time in four.
  @Test func aDuplicateHasALatencyOfItsOwn() throws {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(1)
    scenario.network.request.latency = .uniform(from: .zero, to: .milliseconds(100))
    scenario.network.requestDuplicates = .always
    var sampler = OperationSampler(scenario, seed: 1)
    let times = try (0..<2_000 as Range<UInt64>).map { try sampler.outcome(ofTrial: $0).time }
    #expect(Interval(0.25, times.count).contains(times.count { $0 > .milliseconds(50) }))
  }
}
