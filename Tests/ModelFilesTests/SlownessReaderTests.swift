import EndToEnd
import ModelFiles
import Simulation
import Testing

/// Slow times, load and the answers of a server that is down, in model files.
@Suite struct SlownessReaderTests {
  private func read(_ text: String) throws -> Model {
    try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  @Test func slowTimesAndLoadAreShownAgain() throws {
    let model = try read(
      """
      { clients: { arrivals: { poisson: "10/s" }, lasts: "5 min" },
        server: {
          slowdowns: [{ from: "0 s", lasts: "10 s", factor: 3 },
            { from: "10 s", lasts: "1 s", factor: 1e9 }],
          capacity: { workers: "unbounded", contention: 0.01, coherency: 0.0002,
            overload: { above: 30, factor: 10 } } },
        strategies: { same: {},
          plain: { server: { slowdowns: [], capacity: { contention: 0, coherency: 0, overload: "none" } } },
          few: { server: { capacity: { workers: 50 } } }, none: { server: { capacity: "none" } } } }
      """)
    let servers = model.strategies.map(\.scenario.server)
    #expect(
      servers[0].slowdowns == [
        Slowdown(from: .zero, lasts: .seconds(10), factor: 3),
        Slowdown(from: .seconds(10), lasts: .seconds(1), factor: 1e9),
      ])
    var capacity = Capacity()
    capacity.workers = .max
    capacity.contention = 0.01
    capacity.coherency = 0.0002
    capacity.overload = .init(above: 30, factor: 10)
    #expect(servers[0].capacity == capacity)
    capacity.workers = 50
    #expect(servers[2].capacity == capacity)
    #expect(servers[1].slowdowns.isEmpty && servers[1].capacity?.overload == nil)
    #expect(servers[1].capacity?.contention == 0 && servers[3].capacity == nil)
    let text = ModelText.canonical(model)
    #expect(try read(text) == model && text.contains("workers: \"unbounded\""))
    #expect(try read(ModelText.complete(model)) == model)
  }

  @Test func aSlowPeriodOfOneOperationIsShownAgain() throws {
    let model = try read(
      """
      { server: { slow: { chance: "1%", lasts: { exponential: "20 s" }, factor: 12.5 } },
        strategies: { same: {}, part: { server: { slow: { factor: 2 } } },
          none: { server: { slow: "none" } } } }
      """)
    var slow = SlowPeriod()
    slow.chance = Probability(0.01)
    slow.lasts = .exponential(mean: .seconds(20))
    slow.factor = 12.5
    #expect(model.strategies[0].scenario.server.slow == slow)
    slow.factor = 2
    #expect(model.strategies[1].scenario.server.slow == slow)
    #expect(model.strategies[2].scenario.server.slow == nil)
    #expect(try read(ModelText.canonical(model)) == model)
  }

  @Test func serversThatAreDownAnswerInFourWays() throws {
    let model = try read(
      """
      { server: { failure: "reset", outage: { chance: 1, lasts: "1 s", answers: "refused" },
          restarts: { chance: 1, lasts: "1 s", answers: "reset" } },
        strategies: { a: {}, b: { server: { failure: "silent", outage: { answers: "nothing" } } },
          c: { server: { failure: "nothing", outage: { answers: 404 } } },
          d: { server: { failure: "answered" } }, e: { server: { failure: 500 } },
          f: { server: { failure: "503" } } } }
      """)
    let servers = model.strategies.map(\.scenario.server)
    #expect(servers[0].outage?.answers == .refused && servers[0].restarts?.answers == .reset)
    #expect(servers[1].outage?.answers == .nothing)
    #expect(servers[2].outage?.answers == .status(Status(code: 404)))
    #expect(
      servers.map(\.failure) == [
        .reset, .nothing, .nothing, .answered, .status(.serverError), .status(.unavailable),
      ])
    #expect(try read(ModelText.canonical(model)) == model)
    // The words of old models, which results know by their digest.
    let text = ModelText.canonical(try read("{ strategies: { a: {} } }"))
    #expect(text.contains("failure: \"answered\""))
  }

  @Test func circuitBreakersAreShownAgain() throws {
    let model = try read(
      """
      { clients: { arrivals: { poisson: "10/s" } },
        strategies: {
          calls: { circuitBreaker: { failures: 5 } },
          rate: { circuitBreaker: { rate: "50%", of: 100 } },
          time: { circuitBreaker: { failures: 500, within: "5 s", atLeast: 10 } },
          both: { circuitBreaker: { rate: 0.1, within: "30 s" } },
          probes: { circuitBreaker: { rate: "50%", of: 20, atLeast: 5, probes: 10, closesAfter: 6 } },
          polly: { circuitBreaker: "polly-v8" }, r4j: { circuitBreaker: "resilience4j" },
          go: { circuitBreaker: "gobreaker" }, envoy: { circuitBreaker: "envoy-outlier-detection" },
          ms: { preset: "ms-http-standard", backoff: { fixed: "2 s" } },
          none: { preset: "ms-http-standard", backoff: { fixed: "2 s" }, circuitBreaker: "none" } } }
      """)
    let breakers = model.strategies.map(\.scenario.client.circuitBreaker)
    func breaker(_ change: (inout CircuitBreaker) -> Void) -> CircuitBreaker {
      var breaker = CircuitBreaker()
      change(&breaker)
      return breaker
    }
    #expect(breakers[0] == breaker { ($0.failures, $0.of) = (5, 5) })
    #expect(breakers[1] == breaker { ($0.rate, $0.of, $0.atLeast) = (Probability(0.5), 100, 100) })
    #expect(
      breakers[2] == breaker { ($0.failures, $0.within, $0.atLeast) = (500, .seconds(5), 10) })
    #expect(
      breakers[3]
        == breaker { ($0.rate, $0.within, $0.atLeast) = (Probability(0.1), .seconds(30), 10) })
    #expect(
      breakers[4]
        == breaker {
          ($0.rate, $0.of, $0.atLeast) = (Probability(0.5), 20, 5)
          ($0.probes, $0.closesAfter) = (10, 6)
        })
    let polly = breaker {
      ($0.rate, $0.within, $0.atLeast) = (Probability(0.1), .seconds(30), 100)
      $0.opensFor = .seconds(5)
    }
    #expect(breakers[5] == polly && breakers[9] == polly && breakers[10] == nil)
    #expect(breakers[6]?.probes == 10 && breakers[6]?.closesAfter == 6 && breakers[6]?.of == 100)
    #expect(breakers[7]?.failures == 6 && breakers[7]?.of == 6)
    #expect(breakers[8]?.probes == 0)
    #expect(try read(ModelText.canonical(model)) == model)
    #expect(try read(ModelText.complete(model)) == model)
  }

  private static let many = "clients: { arrivals: { poisson: '1/s' } }"

  @Test(arguments: [
    ("server: { failure: 'refused' }", "has taken its connection, which may break: \"reset\""),
    (
      "server: { failure: 'loud' }",
      "must be \"answered\", \"silent\", \"reset\" or an error status"
    ),
    ("server: { slow: {} }", "'chance' is missing here"),
    ("server: { slow: { chance: 1, lasts: '1 s' } }", "'factor' is missing here"),
    (
      "server: { slow: { chance: 1, lasts: '1 s', factor: 0.5 } }",
      "'factor' must be a number from 1 to"
    ),
    (
      "server: { slow: '1%' }",
      "for example { chance: \"1%\", lasts: \"10 s\", factor: 10 }, or \"none\""
    ),
    (
      "server: { slow: { chance: 1, lasts: '1 s', factor: 2 } }, \(many)",
      "say when it is slow: server: { slowdowns:"
    ),
    (
      "server: { slowdowns: [{ from: '1 s', lasts: '1 s', factor: 2 }] }",
      "add 'clients', or say how"
    ),
    ("server: { slowdowns: {} }, \(many)", "must be a list of at most 1000, for example [{ from:"),
    ("server: { slowdowns: [{ from: '1 s', lasts: '1 s' }] }, \(many)", "'factor' is missing here"),
    (
      "server: { slowdowns: [{ from: '1 s', lasts: '1 s', factor: 2, chance: 1 }] }, \(many)",
      "is certain; leave the chance out"
    ),
    (
      "server: { slowdowns: [{ from: '1 s', lasts: '3 s', factor: 2 }, { from: '3 s', lasts: '1 s', factor: 2 }] }, \(many)",
      "before the one before it has ended, at 4 s; put them in order"
    ),
    (
      "server: { slowdowns: [{ from: '60 s', lasts: '3 s', factor: 2 }] }, \(many)",
      "no write begins after 1 min; let it begin earlier"
    ),
    (
      "server: { capacity: { contention: 0.1 } }, \(many)",
      "there is never more than one; add workers"
    ),
    (
      "server: { capacity: { workers: 4, contention: -1 } }, \(many)",
      "'contention' must be a number"
    ),
    (
      "server: { capacity: { workers: 30, overload: { above: 30, factor: 10 } } }, \(many)",
      "there are never more; add workers, for example workers: \"unbounded\""
    ),
    (
      "server: { capacity: { workers: 30, overload: { above: 3 } } }, \(many)",
      "'factor' is missing"
    ),
    ("server: { capacity: { workers: 'many' } }, \(many)", "or \"unbounded\""),
  ])
  func mistakesAreReported(text: String, message: String) { expectMistake(text, "", message) }

  @Test(arguments: [
    ("{ failures: 0 }", "from 1 to 1000000"), ("{ failures: 5, of: 4 }", "at least the 5"),
    ("{ failures: 200 }", "at most 128; more are counted in a time"),
    ("{ of: 129 }", "from 1 to 128"),
    ("{ failures: 3, rate: '50%', of: 10 }", "choose one"),
    ("{ rate: '50%' }", "of: 100 for the last ones, or within: \"30 s\""),
    ("{ rate: '0%', of: 10 }", "'rate' must be more than 0"),
    ("{ rate: '120%', of: 10 }", "'rate' must be between"),
    ("{ failures: 3, of: 10, within: '1 s' }", "choose one"),
    ("{ failures: 3, of: 5, atLeast: 6 }", "it would never open; lower it, or raise 'of'"),
    ("{ failures: 3, within: '0 s' }", "'within' must be longer than 0 s"),
    ("{ failures: 3, closesAfter: 2 }", "how many of the 1 'probes' must succeed"),
    ("'hystrixx'", "the name of a library's (\"polly-v8\", "),
  ])
  func mistakesOfCircuitBreakersAreReported(breaker: String, message: String) {
    expectMistake(Self.many, "circuitBreaker: \(breaker)", message)
  }

  private func expectMistake(_ text: String, _ strategy: String, _ message: String) {
    do {
      _ = try read("{ \(text), strategies: { a: { \(strategy) } } }")
      Issue.record("it was read")
    } catch {
      let description = (error as? ModelFileError)?.description ?? "\(error)"
      #expect(description.contains(message), "\(description)")
      #expect(description.contains("m.json5:1:"))
    }
  }
}
