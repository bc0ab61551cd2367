import EndToEnd
import Foundation
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

@Suite struct ModelFileTests {
  func read(_ text: String) throws -> Model {
    try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  func problem(_ text: String) -> String {
    do {
      _ = try read(text)
      return ""
    } catch {
      return (error as? ModelFileError)?.description ?? "\(error)"
    }
  }

  static let whole = """
    // A comment.
    {
      format: 1, title: 'All of it',
      client: { timeout: "1.5 s", acceptsLateResponses: false,
        crashes: { chance: "2%", restartsAfter: "0 s" } },
      network: {
        request: { loss: "1%", latency: { uniform: { from: "1 ms", to: "2 ms" } } },
        response: { loss: "0.5‰", latency: { lognormal: { median: "20 ms", sigma: 0.7 } } },
      },
      gateway: { attempts: 2, timeout: "200 ms", network: { request: { loss: 0.3 } } },
      server: { service: { pareto: { scale: "1 us", shape: 1.5 } }, failure: "silent",
        failsBeforeStore: 0.1, failsAfterStore: ".2", failover: "3‰",
        refuses: { chance: "7%", status: 429, retryAfter: "30 s" } },
      evidence: { serverLog: false, clientLog: "final" },
      strategies: {
        none: {}, put: { clientChosenId: true },
        edited: { clientChosenId: { edits: "5 s", ifMatch: true } },
        linear: { attempts: "unbounded", deadline: "1 h",
          backoff: { linear: { base: "1 ms", step: "2 ms", cap: "9 s" }, jitter: "equal" } },
        "de corr": { attempts: 3, retryOn: ["timeout", 503, "409"], gateway: false,
          backoff: { exponential: { base: "1 ms" }, jitter: "decorrelated" }, readBack: true },
        key: { attempts: 0x10, honorsRetryAfter: true, outbox: true, network: { request: { loss: "2%" } },
          backoff: { fixed: "5 min", jitter: { proportional: 0.25 } },
          key: { recorded: "after-data", failsBetween: "3%", forgets: "4%", window: "24 h",
            saves: "stored", inFlight: "race" },
          server: { acknowledges: "before-store", failover: { after: "10 s" }, service: { weibull: { scale: "3 ms", shape: 2 } } } },
        told: { deadline: { after: "2 s", propagate: true } },
        throttled: { budget: { tokens: 20, ratio: "5%", successEarns: 0.5, retryCosts: 2, perSecond: 3 },
          circuitBreaker: { failures: 3, of: 9, opensFor: "7 s", probes: 2 } },
        quota: { budget: { tokens: 500, retryCosts: 5, timeoutCosts: 10, throttledCosts: 0, refunds: "also" } },
        halved: { budget: { retryCosts: 0, failureCosts: 1, retriesAbove: 5, refunds: "instead" } },
        forgets: { budget: { tokens: 0, ratio: "20%", window: "10 s", retriesAbove: "none" } },
        chained: { gateway: [
          { attempts: 3, timeout: "9 s", retryOn: ["504"] },
          { attempts: 4, network: { response: { latency: "7 ms" } } } ] },
        hedged: { hedge: "50 ms" }, thrice: { attempts: 9, hedge: { after: "1 s", attempts: 3 } },
        hurried: { hedge: { after: "50 ms", hurries: true } },
        twoSteps: { reserveConfirm: true }, held: { reserveConfirm: { expires: "7 d" } },
        compared: { reconcile: "6 h" },
        halfSeen: { reconcile: { every: "1 d", passes: 7, sees: "30%", repairs: ["lost", "phantom"] } },
        mixed: { network: { response: { latency: { mixture: [
          { weight: 9, latency: { exponential: "20 ms" } },
          { latency: { empirical: ["1 ms", { value: "2 ms", weight: 3 }] } } ] } } } },
      },
      costs: { lost: 40, attempt: 0.001 }, never: ["lost", "duplicate"], limits: { events: 5e4 },
    }
    """

  @Test func shownTextReadsBackAsTheSameModel() throws {
    let model = try read(Self.whole)
    let text = ModelText.canonical(model)
    let again = try read(text)
    #expect(again == model)
    #expect(ModelText.canonical(again) == text)
    #expect(model.digest.count == 16)
  }

  @Test func everyValueArrivesWhereItBelongs() throws {
    let model = try read(Self.whole)
    func scenario(_ name: String) throws -> Scenario {
      try #require(model.strategies.first { $0.name == name }).scenario
    }
    #expect(model.title == "All of it" && model.name == "m")
    #expect(model.eventLimit == 50_000 && model.never == [.lost, .duplicate])
    #expect(model.costs?.classes[.lost] == 40 && model.costs?.attempt == 0.001)
    let none = try scenario("none")
    #expect(none.client.timeout == .milliseconds(1_500))
    #expect(none.client.retry.attempts == 1 && !none.client.acceptsLateResponses)
    #expect(none.network.response.loss.value == 0.0005)
    #expect(none.server.failsAfterStore.value == 0.2 && none.server.failure == .silent)
    #expect(none.gateway?.network.request.loss.value == 0.3)
    #expect(none.gateway?.network.response == none.network.response)
    #expect(!none.logs.server && none.logs.client == .final)
    #expect(none.clientChosenID == nil)
    #expect(try scenario("put").clientChosenID == ClientChosenID())
    let edited = try #require(scenario("edited").clientChosenID)
    #expect(edited.edits == .seconds(5) && edited.ifMatch)
    let linear = try scenario("linear").client
    #expect(linear.retry.attempts == nil && linear.deadline == .seconds(3_600))
    #expect(linear.retry.backoff.jitter == .equal && !linear.propagatesDeadline)
    let told = try scenario("told").client
    let throttled = try scenario("throttled").client
    #expect(throttled.budget?.tokens.value == 20 && throttled.budget?.ratio.value == 0.05)
    #expect(throttled.budget?.successEarns.value == 0.5 && throttled.budget?.perSecond == 3)
    #expect(throttled.budget?.retryCosts.value == 2 && throttled.budget?.timeoutCosts == nil)
    let quota = try #require(scenario("quota").client.budget)
    #expect(quota.timeoutCosts?.value == 10 && quota.throttledCosts?.value == 0)
    #expect(quota.refunds == .also && quota.retriesAbove == nil && quota.window == nil)
    let halved = try #require(scenario("halved").client.budget)
    #expect(halved.failureCosts.value == 1 && halved.retriesAbove?.value == 5)
    #expect(halved.refunds == .instead && halved.retryCosts.value == 0)
    let forgets = try #require(scenario("forgets").client.budget)
    #expect(forgets.tokens.value == 0 && forgets.window == .seconds(10))
    #expect(forgets.retriesAbove == nil && forgets.refunds == .never)
    #expect(throttled.circuitBreaker?.failures == 3 && throttled.circuitBreaker?.of == 9)
    #expect(throttled.circuitBreaker?.opensFor == .seconds(7))
    #expect(throttled.circuitBreaker?.probes == 2 && told.budget == nil)
    let chained = try scenario("chained")
    #expect(chained.gateways.map(\.retry.attempts) == [3, 4])
    #expect(chained.gateways[0].network == chained.network)
    #expect(chained.gateways[1].timeout == .seconds(1))
    #expect(chained.gateways[1].network.request == chained.network.request)
    #expect(chained.gateways[1].network.response.latency == .constant(.milliseconds(7)))
    let hedged = try scenario("hedged").client
    #expect(hedged.hedge == Hedge(after: .milliseconds(50)) && hedged.retry.attempts == 2)
    let thrice = try scenario("thrice").client
    #expect(thrice.hedge == Hedge(after: .seconds(1), attempts: 3) && thrice.retry.attempts == 9)
    let held = try ["twoSteps", "held"].map { try scenario($0).reservation?.expires }
    #expect(held == [.seconds(900), .seconds(7 * 86_400)] && none.reservation == nil)
    let compared = try #require(scenario("compared").reconciliation)
    #expect(compared.every == .seconds(6 * 3_600) && compared.passes == 1)
    #expect(compared.sees == .always && compared.repairsPhantoms && compared.repairsDuplicates)
    let halfSeen = try #require(scenario("halfSeen").reconciliation)
    #expect(halfSeen.passes == 7 && halfSeen.sees.value == 0.3 && halfSeen.repairsLost)
    #expect(halfSeen.repairsPhantoms && !halfSeen.repairsDuplicates && none.reconciliation == nil)
    #expect(told.hedge == nil && told.deadline == .seconds(2) && told.propagatesDeadline)
    let decorrelated = try scenario("de corr")
    #expect(decorrelated.gateway == nil && decorrelated.client.readBack == .each)
    #expect(decorrelated.client.retry.retriedStatuses.map(\.code) == [409, 503])
    #expect(
      decorrelated.client.retry.backoff.growth
        == .exponential(base: .milliseconds(1), factor: 3, cap: .longest))
    let key = try scenario("key")
    #expect(key.client.retry.attempts == 16 && key.network.request.loss.value == 0.02)
    // What a strategy does not mention stays as the model has it, and the gateway follows.
    #expect(key.network.request.latency == none.network.request.latency)
    #expect(key.gateway?.network.request.loss.value == 0.3)
    #expect(key.key?.recorded == .afterData && key.key?.window == .seconds(86_400))
    #expect(none.server.failover == Server.Failover(loses: Probability(0.003)))
    #expect(key.server.failover == .init(loses: Probability(0.003), after: .seconds(10)))
    #expect(key.server.refusal.chance.value == 0.07 && key.server.refusal.status.code == 429)
    #expect(key.server.refusal.retryAfter == .seconds(30))
    #expect(key.client.retry.honorsRetryAfter && !linear.retry.honorsRetryAfter)
    #expect(key.client.hasOutbox && !none.client.hasOutbox)
    #expect(key.client.crashes.chance.value == 0.02 && key.client.crashes.restartsAfter == .zero)
    #expect(key.key?.saves == .stored && key.key?.inFlight == .race)
    #expect(key.server.acknowledges == .beforeStore && key.server.failsBeforeStore.value == 0.1)
  }

  /// A list replaces all; an object changes the only one, whether it stood in a list or not.
  @Test func gatewaysAreReplacedByAListAndChangedByAnObject() throws {
    let model = try read(
      """
      { network: { request: { loss: "1%" } },
        gateway: [{ attempts: 5, timeout: "3 s", network: { request: { latency: "4 ms" } } }],
        strategies: {
          same: {}, none: { gateway: false },
          part: { gateway: { attempts: 2, network: { request: { loss: "2%" } } } },
          list: { gateway: [{ attempts: 2 }] },
          chain: { gateway: [{}, { attempts: 7 }, {}] },
        } }
      """)
    let gateways = model.strategies.map(\.scenario.gateways)
    #expect(gateways.map(\.count) == [1, 0, 1, 1, 3])
    #expect(gateways[0][0].timeout == .seconds(3) && gateways[0][0].retry.attempts == 5)
    let part = gateways[2][0]
    #expect(part.timeout == .seconds(3) && part.retry.attempts == 2)
    #expect(part.network.request.loss.value == 0.02)
    #expect(part.network.request.latency == .constant(.milliseconds(4)))
    let list = gateways[3][0]
    #expect(list.timeout == .seconds(1) && list.retry.attempts == 2)
    #expect(list.network == model.strategies[3].scenario.network)
    #expect(gateways[4].map(\.retry.attempts) == [1, 7, 1])
    // Most have one gateway, or most have several: the rest can be said beside either.
    for text in [
      "{ gateway: {}, strategies: { a: {}, b: {}, c: { gateway: [{}, {}] } } }",
      "{ gateway: [{}, {}], strategies: { a: {}, b: {}, c: { gateway: [{}] } } }",
      "{ gateway: [{}, {}], strategies: { a: {}, b: {}, c: { gateway: false } } }",
    ] {
      let model = try read(text)
      let again = try read(ModelText.canonical(model))
      #expect(again == model)
    }
  }

  @Test(arguments: [
    ("", "the file is empty"),
    ("// only a comment", "the file is empty"),
    ("{ strategies: { a: { attempts: 0 } } }", "'attempts' must be a whole number from 1"),
    ("{ strategies: { a: { attempts: '3' } } }", "or \"unbounded\", not '3'"),
    ("{ strategies: { a: {} }, limits: { events: '9' } }", "'events' must be a whole number"),
    ("{ strategies: { a: { attempts: 1e400 } } }", "m.json5:1:32: error: 'attempts'"),
    ("{ strategies: { a: { attempt: 2 } } }", "did you mean 'attempts'?"),
    ("{ strategies: { a: { clientChosenId: 1 } } }", "must be true, false or an object"),
    ("{ strategies: { a: { ifMatch: true } } }", "it belongs in 'clientChosenId'"),
    ("{ strategies: { a: { deadline: { propagate: true } } } }", "'after' is missing here"),
    ("{ strategies: { a: { deadline: { after: 'none' } } } }", "m.json5:1:41: error: 'after'"),
    ("{ strategies: { a: { deadline: { after: '1 s', propagates: 1 } } } }", "'propagate'?"),
    ("{ strategies: { a: { deadline: 2 } } }", "or an object, for example { after: \"2 s\" }"),
    ("{ strategies: { a: { hedge: 2 } } }", "or an object, for example { after: \"50 ms\" }"),
    ("{ strategies: { a: { hedge: { attempts: 2 } } } }", "1:29: error: 'after' is missing here"),
    ("{ strategies: { a: { hedge: { atfer: '1 ms' } } } }", "did you mean 'after'?"),
    ("{ strategies: { a: { hedge: { after: '1 ms', attempts: 33 } } } }", "from 2 to 32"),
    ("{ strategies: { a: { attempts: 1, hedge: '1 ms' } } }", "1:32: error: 'hedge' sends up to 2"),
    ("{ strategies: { a: { hedge: '1 s' } } }", "after the client's timeout of 1 s"),
    ("{ strategies: { a: { budget: 3 } } }", "or \"none\""),
    ("{ strategies: { a: { budget: { retryCosts: 0 } } } }", "must be more than 0"),
    ("{ strategies: { a: { budget: { tokens: 2, retryCosts: 3 } } } }", "raise 'tokens'"),
    (
      "{ strategies: { a: { budget: { retryCosts: 0, failureCosts: 1 } } } }", "must be more than 0"
    ),
    (
      "{ strategies: { a: { budget: { retryCosts: 0, retriesAbove: 1 } } } }", "must be more than 0"
    ),
    ("{ strategies: { a: { budget: { timeoutCosts: 11 } } } }", "'timeoutCosts' is 11: nothing"),
    ("{ strategies: { a: { budget: { throttledCosts: 11 } } } }", "'throttledCosts' is 11"),
    ("{ strategies: { a: { budget: { retriesAbove: 10 } } } }", "as 'retriesAbove' asks for"),
    ("{ strategies: { a: { budget: { window: '5 s', perSecond: 1 } } } }", "leave 'perSecond' out"),
    ("{ strategies: { a: { budget: { window: 5 } } } }", "'window'"),
    (
      "{ strategies: { a: { budget: { window: '5 s', ratio: 0, tokens: 0 } } } }",
      "nothing would ever"
    ),
    ("{ strategies: { a: { budget: { refunds: 'insted' } } } }", "did you mean \"instead\"?"),
    ("{ strategies: { a: { hedge: { after: '5 ms', hurries: 1 } } } }", "true or false"),
    ("{ strategies: { a: { budget: { ratio: '120%' } } } }", "between 0 and 1"),
    ("{ strategies: { a: { budget: { tokns: 1 } } } }", "did you mean 'tokens'?"),
    ("{ strategies: { a: { circuitBreaker: true } } }", "{ failures: 5, opensFor: \"30 s\" }"),
    ("{ strategies: { a: { circuitBreaker: { failures: 0 } } } }", "from 1 to 1000000"),
    ("{ strategies: { a: { circuitBreaker: { failures: 5, of: 4 } } } }", "at least the 5"),
    ("{ strategies: { a: { circuitBreaker: { opensFor: '-1 s' } } } }", "'opensFor'"),
    ("{ server: { capacity: { workers: 1 } }, strategies: { a: {} } }", "add 'clients'"),
    ("{ strategies: { a: { server: { capacity: {} } } } }", "add 'clients'"),
    ("{ strategies: { a: { readBack: true, hedge: '1 ms' } } }", "choose one"),
    ("{ strategies: { a: { gateway: [] } } }", "1:31: error: 'gateway' lists none; say false"),
    ("{ strategies: { a: { gateway: true } } }", "a list of objects from the client outwards"),
    ("{ strategies: { a: { gateway: [{ attempts: 0 }] } } }", "1:44: error: 'attempts'"),
    ("{ strategies: { a: { gateway: [[{}]] } } }", "1:32: error: 'gateway' must be an object"),
    ("{ strategies: { a: { gateway: [{}, false] } } }", "1:36: error: 'gateway' must be an object"),
    (
      "{ strategies: { a: { gateway: { gateway: {} } } } }",
      "1:33: error: unknown key 'gateway' in 'gateway'; list gateways that stand one behind"
    ),
    (
      "{ strategies: { a: { gateway: [{}, {}, {}, {}, {}, {}, {}, {}, {}] } } }",
      "'gateway' may list 8 gateways, not 9"
    ),
    (
      "{ strategies: { a: { gateway: [{ attempts: 65535 }, { attempts: 2 }] } } }",
      "may make 65535 × 2 requests of one; at most 65535 can be told apart"
    ),
    (
      "{ gateway: [{}, {}], strategies: { a: { gateway: { attempts: 2 } } } }",
      "1:50: error: 'gateway' would change one gateway in part, and there are 2 here; list all"
    ),
    ("{ strategies: { a: { reserveConfirm: '1 h' } } }", "for example { expires: \"15 min\" }"),
    ("{ strategies: { a: { reserveConfirm: { expires: '0 s' } } } }", "longer than 0 s"),
    ("{ strategies: { a: { expires: '1 s' } } }", "it belongs in 'reserveConfirm'"),
    (
      "{ server: { acknowledges: 'before-store' }, strategies: { a: { reserveConfirm: true } } }",
      "the answer names the reservation"
    ),
    ("{ strategies: { a: { clientChosenId: true, reserveConfirm: true } } }", "choose one"),
    ("{ strategies: { a: { reconcile: true } } }", "or an object, for example { every: \"1 h\" }"),
    ("{ strategies: { a: { reconcile: { sees: 1 } } } }", "1:33: error: 'every' is missing here"),
    ("{ strategies: { a: { reconcile: { every: '1 h', passes: 0 } } } }", "from 1 to 1000"),
    ("{ strategies: { a: { reconcile: { every: '1 h', repairs: [] } } } }", "must be a list"),
    ("{ strategies: { a: { reconcile: { every: '1 h', repairs: ['last'] } } } }", "\"lost\"?"),
    ("{ strategies: { a: { sees: '50%' } } }", "it belongs in 'reconcile'"),
    (
      "{ network: { connect: true }, strategies: { a: {} } }", "for example { fails: \"1%\", after:"
    ),
    ("{ network: { connect: { fails: 2 } }, strategies: { a: {} } }", "1:32: error: 'fails'"),
    ("{ network: { connect: { after: 2 } }, strategies: { a: {} } }", "needs a unit"),
    ("{ network: { connect: { fials: 1 } }, strategies: { a: {} } }", "did you mean 'fails'?"),
    ("{ network: { breaks: '101%' }, strategies: { a: {} } }", "'breaks' must be between"),
    ("{ network: { conect: '1%' }, strategies: { a: {} } }", "did you mean 'connect'?"),
    (
      "{ strategies: { a: { retryOn: ['conect'] } } }",
      "must list \"timeout\", \"connect\", \"reset\""
    ),
    ("{ strategies: { a: { timeout: '1 s' } } }", "it belongs in 'client'"),
    (
      "{ client: { timeout: 200 }, strategies: { a: {} } }",
      "needs a unit, for example \"200 ms\", not 200"
    ),
    ("{ client: { timeout: '2 sec' }, strategies: { a: {} } }", "did you mean s?"),
    (
      "{ client: { timeout: '2,5 s' }, strategies: { a: {} } }",
      "for example \"2.5 s\", not '2,5 s'"
    ),
    ("{ client: { timeout: '-2 s' }, strategies: { a: {} } }", "must not be negative"),
    ("{ strategies: { a: { retries: 2 } } }", "one retry is attempts: 2"),
    ("{ gateway: { retries: 2 }, strategies: { a: {} } }", "one retry is attempts: 2"),
    ("{ strategies: { a: { key: { ttl: '24 h' } } } }", "say 'window'"),
    ("{ strategies: { a: { preset: 'axios' } } }", "did you mean \"js-axios-retry\"?"),
    ("{ strategies: { a: { key: 'stripe' } } }", "did you mean \"stripe-v1\" or \"stripe-v2\"?"),
    ("{ client: { timeout: '0 s' }, strategies: { a: {} } }", "must be longer than 0 s"),
    ("{ client: { timeout: '200 y' }, strategies: { a: {} } }", "one of the units"),
    ("{ client: { timeout: '99999999 d' }, strategies: { a: {} } }", "at most 100 years"),
    ("{ network: { request: { loss: 1.2 } }, strategies: { a: {} } }", "between 0 and 1"),
    ("{ network: { request: { loss: '120%' } }, strategies: { a: {} } }", "not '120%'"),
    ("{ network: { request: { loss: NaN } }, strategies: { a: {} } }", "between 0 and 1"),
    (
      "{ network: { request: { loss: '1 percent' } }, strategies: { a: {} } }",
      "for example \"1%\", not"
    ),
    (
      "{ network: { request: { loss: '2.5 Pct' } }, strategies: { a: {} } }",
      "for example \"2.5%\", not"
    ),
    (
      "{ network: { request: { loss: '5 permille' } }, strategies: { a: {} } }",
      "for example \"0.5%\""
    ),
    (
      "{ network: { request: { loss: '1 in 200' } }, strategies: { a: {} } }",
      "for example \"0.5%\""
    ),
    (
      "{ network: { request: { loss: '1/50' } }, strategies: { a: {} } }", "for example \"2%\", not"
    ),
    ("{ network: { request: { loss: '1/3' } }, strategies: { a: {} } }", "100%), not '1/3'"),
    ("{ network: { request: { loss: 'often' } }, strategies: { a: {} } }", "100%), not 'often'"),
    ("{ network: { request: { loss: 5 } }, strategies: { a: {} } }", "for example \"5%\", not 5"),
    ("{ network: { request: { loss: -Infinity } }, strategies: { a: {} } }", "between 0 and 1"),
    ("{ network: { request: { loss: 1e400 } }, strategies: { a: {} } }", "between 0 and 1"),
    (
      "{ client: {}, client: {}, strategies: { a: {} } }",
      "'client' is here twice; it stands in line 1"
    ),
    ("{ strategies: { a: {}, a: {} } }", "'a' is here twice"),
    ("{ strategies: {} }", "at least one strategy"),
    ("{ title: 'x' }", "a model needs 'strategies'"),
    ("{ strategies: { a: {} }, never: ['lst'] }", "did you mean \"lost\"?"),
    ("{ strategies: { a: { attempts: 'unbounded' } } }", "need a 'deadline'"),
    ("{ strategies: { a: { key: { failsBetween: '1%' } } } }", "one transaction has no between"),
    (
      "{ server: { service: { expnential: '1 ms' } }, strategies: { a: {} } }",
      "did you mean 'exponential'?"
    ),
    ("{ strategies: { a: { backoff: { fixed: '1 s', linear: '1 s' } } } }", "needs one of fixed"),
    ("{ strategies: { a: { retryOn: ['200'] } } }", "error statuses from \"400\""),
    ("{ strategies: { 'a\\u001b[31m': {} } }", "without control characters"),
    ("{ strategies: { a: {} }", "this '{' is never closed"),
    ("{ strategies: { a: {} } ] }", "closes nothing"),
    ("{ strategies: { a: {} } } x", "nothing may follow"),
    ("{ strategies { a: {} } }", "a ':' is missing after 'strategies'"),
    ("{ title: 'x' strategies: { a: {} } }", "a ',' is missing before this"),
    ("{ title: hello, strategies: { a: {} } }", "put quotes around this text: \"hello\""),
    ("{ title: 'x\n', strategies: { a: {} } }", "no closing quote"),
    ("{ /* strategies: { a: {} } }", "this comment is never closed"),
    ("{ # x\n strategies: { a: {} } }", "begins with //"),
    ("[1]", "a model must be an object"),
    ("{ format: 2, strategies: { a: {} } }", "'format' must be 1"),
  ])
  func mistakesAreReportedWithTheirPlaceAndRemedy(text: String, message: String) {
    let problem = problem(text)
    #expect(problem.contains(message), "\(problem)")
    #expect(problem.hasPrefix("m.json5:"))
  }
}
