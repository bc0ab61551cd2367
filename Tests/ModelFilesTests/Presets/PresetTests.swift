import EndToEnd
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

@Suite struct PresetTests {
  private func read(_ text: String) throws -> Model {
    try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  /// The client of a strategy, in a model that says a timeout, as presets without one demand.
  private func strategy(_ members: String) throws -> Client {
    let model = try read(
      "{ client: { timeout: '1 s' }, limits: { events: 1000 }, strategies: { a: { \(members) } } }"
    )
    return model.strategies[0].scenario.client
  }

  private func problem(_ members: String) -> String {
    do {
      _ = try strategy(members)
      return ""
    } catch {
      return (error as? ModelFileError)?.description ?? "\(error)"
    }
  }

  private static let names = Preset.all.map(\.name)

  @Test func namesAreUniqueAndEveryPresetSaysWhereItComesFrom() {
    #expect(Set(Preset.all.map(\.name)).count == Preset.all.count)
    #expect(Preset.all.count > 80)
    for preset in Preset.all {
      #expect(!preset.version.isEmpty && !preset.source.isEmpty && !preset.post.isEmpty)
      #expect(preset.backoff != nil || preset.waits != nil, "\(preset.name)")
      #expect(Preset.named(preset.name) == preset)
    }
  }

  /// With what the preset leaves open said beside it, it reads, and `show` reads back as the same.
  @Test(arguments: names, ["POST", "GET"])
  func everyPresetReadsAndShowsTheSameModel(name: String, method: String) throws {
    let preset = try #require(Preset.named(name))
    var members = "preset: '\(preset.name)', method: '\(method)'"
    if preset.backoff == nil { members += ", backoff: { fixed: '1 s' }" }
    if preset.attempts == .unknown { members += ", attempts: 3" }
    if preset.timeouts == .unknown, preset.statuses.isEmpty { members += ", retryOn: ['500']" }
    if preset.timeout == nil { members += ", client: { timeout: '7 s' }" }
    let model = try read("{ limits: { events: 1000 }, strategies: { a: { \(members) } } }")
    let text = ModelText.canonical(model)
    #expect(try ModelText.canonical(read(text)) == text)
    let client = model.strategies[0].scenario.client
    #expect(client.timeout == preset.timeout ?? .seconds(7))
    #expect(client.acceptsLateResponses == preset.hearsLateAnswers)
    #expect(client.deadline == preset.deadline)
    if let backoff = preset.backoff { #expect(client.retry.backoff == backoff) }
    #expect(client.budget == preset.budget && client.hedge == preset.hedge)
    let again = try read(text).strategies[0].scenario.client
    #expect(again == client)
  }

  @Test func settingsThatAPresetLeavesOpenAreRequired() {
    #expect(problem("preset: 'stamina'").contains("needs 'retryOn' beside it"))
    #expect(problem("preset: 'aws-go-v2-standard'").contains("needs 'backoff' beside it"))
    #expect(problem("preset: 'nginx-proxy', method: 'PUT'").contains("needs 'attempts' beside it"))
    #expect(problem("preset: 'nginx-proxy'").isEmpty)
  }

  /// What a library waits is its own, and where it sets no limit, a model has to say one.
  @Test(arguments: names)
  func aPresetWithoutATimeoutDemandsOne(name: String) throws {
    let preset = try #require(Preset.named(name))
    func problem(_ top: String, _ more: String) -> String {
      var members =
        "preset: '\(name)', attempts: 2, backoff: 'none', retryOn: ['500'], hedge: 'none'"
      members += ", deadline: '1 h'" + more
      do {
        _ = try read("{ \(top) strategies: { a: { \(members) } } }")
        return ""
      } catch {
        return (error as? ModelFileError)?.description ?? "\(error)"
      }
    }
    let demand = problem("", "")
    #expect(
      demand.contains("m.json5:1:31: error: this preset needs 'client.timeout'")
        == (preset.timeout == nil))
    #expect(demand.isEmpty == (preset.timeout != nil))
    #expect(problem("client: { timeout: '1 h' },", "").isEmpty)
    #expect(problem("", ", client: { timeout: '1 h' }").isEmpty)
    // A gateway waits by its own timer.
    let gateway = self.problem(
      "gateway: { preset: '\(name)', attempts: 2, backoff: 'none', retryOn: [], hedge: 'none', "
        + "budget: 'none' }")
    #expect(gateway.contains("needs 'timeout' beside it") == (preset.timeout == nil))
  }

  /// What the libraries log was read, or measured (issue 28).
  @Test(arguments: [
    ("httpx", Preset.ClientLog.final), ("tenacity", .final), ("aiohttp-retry", .final),
    ("backoff-python", .final), ("aws-botocore-standard", .final), ("stamina", .attempts),
    ("urllib3-default", .timeouts), ("requests", .timeouts), ("aws-sqs-consumer", .none),
  ])
  func aPresetSaysWhatItsLibraryLogs(name: String, log: Preset.ClientLog) throws {
    #expect(Preset.named(name)?.clientLog == log)
    let members =
      "preset: '\(name)', attempts: 2, backoff: 'none', retryOn: ['500'], deadline: '1 h'"
    func read(_ evidence: String) throws -> Logs.ClientLog {
      try self.read(
        "{ client: { timeout: '1 s' }, \(evidence) strategies: { a: { \(members) } } }"
      ).strategies[0].scenario.logs.client
    }
    let words: [Preset.ClientLog: Logs.ClientLog] = [
      .none: .nothing, .final: .final, .timeouts: .timeouts, .attempts: .attempts,
    ]
    #expect(try read("") == words[log])
    // A model that says what its client logs knows better.
    #expect(try read("evidence: { clientLog: 'attempts' },") == .attempts)
    #expect(try read("evidence: { serverLog: false },") == words[log])
  }

  /// HTTP and gRPC hear nothing more from an attempt that they gave up; a queue does.
  @Test func onlyAQueueHearsLateAnswers() throws {
    #expect(Preset.all.filter(\.hearsLateAnswers).map(\.name) == ["aws-sqs-consumer"])
    let members = "preset: 'aws-sqs-consumer', deadline: '1 h'"
    #expect(try strategy(members).acceptsLateResponses)
    #expect(
      try !strategy(members + ", client: { acceptsLateResponses: false }").acceptsLateResponses)
  }

  @Test func wrongNamesAreAnswered() {
    #expect(problem("preset: 'stripe-pyton'").contains("did you mean \"stripe-python\"?"))
    #expect(problem("preset: 'zzzzzzzzzz'").contains("'disagree presets' lists them"))
    #expect(problem("preset: 5").contains("must be a name in quotes"))
    #expect(problem("preset: 'requests', method: 'PSOT'").contains("did you mean \"POST\"?"))
    #expect(problem("presett: 'requests'").contains("did you mean 'preset'?"))
  }

  @Test func aPresetThatDoesNotRetryAPostSendsItOnce() throws {
    for name in ["js-got", "js-ky", "urllib3-default", "ruby-net-http", "alamofire-retrypolicy"] {
      let post = try strategy("preset: '\(name)'").retry
      #expect(post.attempts == 1 && !post.retriesTimeouts && post.retriedStatuses.isEmpty)
      let get = try strategy("preset: '\(name)', method: 'GET'").retry
      #expect(get.attempts != 1)
    }
    let stripe = try strategy("preset: 'stripe-python'").retry
    #expect(stripe.attempts == 3 && stripe.retriesTimeouts)
    #expect(stripe.retriedStatuses.contains(.serverError))
  }

  /// Whether nothing left it is what many libraries look at first, and some look at the method next.
  @Test(arguments: [
    ("urllib3-default", true, false, true, true), ("haproxy", true, false, true, false),
    ("js-axios-retry", true, true, true, true), ("requests", false, false, false, false),
    ("azure-core-python", false, false, true, true), ("stripe-python", true, true, true, true),
    ("istio-default", true, false, true, false),
    ("apache-httpclient-4", false, false, false, false),
    ("jdk-httpurlconnection", false, true, false, true), ("js-got", false, false, true, true),
  ])
  func aPresetTellsAConnectionNotMadeFromOneThatBreaks(
    name: String, postConnect: Bool, postReset: Bool, putConnect: Bool, putReset: Bool
  ) throws {
    func policy(_ method: String) throws -> RetryPolicy {
      try strategy(
        "preset: '\(name)', method: '\(method)', network: { connect: '1%', breaks: '1%' }"
      ).retry
    }
    let post = try policy("POST")
    #expect(post.retriedConnectionFailures.contains(.notConnected) == postConnect)
    #expect(post.retriedConnectionFailures.contains(.reset) == postReset)
    let put = try policy("PUT")
    #expect(put.retriedConnectionFailures.contains(.notConnected) == putConnect)
    #expect(put.retriedConnectionFailures.contains(.reset) == putReset)
    let connects = try #require(Preset.named(name))
    if case .atMost(let attempts) = connects.attempts, postConnect || postReset {
      #expect(post.attempts == attempts)
    }
  }

  /// What a preset does about connections is asked for only where they fail.
  @Test func aPresetNeedsNoRuleForConnectionsThatCannotFail() throws {
    #expect(try strategy("preset: 'nginx-proxy'").retry.attempts == 1)
    #expect(problem("preset: 'nginx-proxy', network: { connect: '1%' }").contains("'attempts'"))
    let model = "gateway: { preset: 'haproxy', timeout: '1 s', network: { connect: '1%' } }"
    let gateway = try read("{ strategies: { a: { \(model) } } }").strategies[0].scenario.gateway
    #expect(
      gateway?.retry.attempts == 4
        && gateway?.retry.retriedConnectionFailures.contains(.notConnected) == true)
    #expect(gateway?.retry.retriesTimeouts == false)
  }

  @Test func aPresetMayRetryAPostAfterSomeFailuresOnly() throws {
    let post = try strategy("preset: 'azure-core-python'").retry
    #expect(!post.retriesTimeouts && post.retriedStatuses.map(\.code) == [500, 503, 504])
    let get = try strategy("preset: 'azure-core-python', method: 'GET'").retry
    #expect(get.retriesTimeouts && get.retriedStatuses.map(\.code).contains(502))
  }

  @Test func aStrategysOwnSettingOverridesThePreset() throws {
    let model = try read(
      """
      { client: { timeout: '3 s', acceptsLateResponses: false }, strategies: {
        a: { preset: 'stripe-python' },
        b: { preset: 'stripe-python', attempts: 5, retryOn: ['500'], backoff: 'none',
             deadline: '9 s', client: { timeout: '2 s' } } } }
      """)
    let a = model.strategies[0].scenario.client
    #expect(a.timeout == .seconds(80) && !a.acceptsLateResponses)
    let b = model.strategies[1].scenario.client
    #expect(b.timeout == .seconds(2) && b.deadline == .seconds(9) && b.retry.attempts == 5)
    #expect(b.retry.backoff == .none && !b.retry.retriesTimeouts)
    #expect(b.retry.retriedStatuses == [.serverError])
  }

  /// What a page shows of a bucket or a hedge is what a strategy would say to have it.
  @Test func thePageShowsEveryNumberOfABucketAndAHedge() throws {
    #expect(
      Preset.all.count { $0.budget != nil } == 10 && Preset.all.count { $0.hedge != nil } == 2)
    for preset in Preset.all {
      let page = PresetText(preset).page.split(whereSeparator: \.isWhitespace).joined(
        separator: " ")
      let line = /budget (none|\{ [^}]*\}) (?:breaker \{ [^}]*\} )?timeouts/
      let budget = try #require(page.firstMatch(of: line)).output.1
      #expect(
        try strategy("budget: \(budget == "none" ? "'none'" : budget)").budget == preset.budget)
      let hedge = page.firstMatch(of: /hedge (\{ [^}]*\}) budget/)?.output.1
      #expect((hedge == nil) == (preset.hedge == nil))
      if let hedge {
        #expect(try strategy("client: { timeout: '1 h' }, hedge: \(hedge)").hedge == preset.hedge)
      }
    }
  }

  @Test func aPresetsBucketAndHedgeAreTheStrategysToChange() throws {
    let standard = try #require(Preset.named("aws-botocore-standard")?.budget)
    #expect(try strategy("preset: 'aws-botocore-standard'").budget == standard)
    #expect(try strategy("preset: 'aws-botocore-standard', budget: 'none'").budget == nil)
    let own = try strategy("preset: 'aws-botocore-standard', budget: { tokens: 5 }").budget
    // Its own starts from the defaults of a budget, not from the preset's.
    #expect(own == (try strategy("budget: { tokens: 5 }").budget) && own != standard)
    let hedging = try strategy("preset: 'ms-http-hedging'")
    #expect(hedging.hedge == Hedge(after: .seconds(2), hurries: true))
    #expect(hedging.retry.attempts == 2 && hedging.budget == nil)
    let none = try strategy("preset: 'ms-http-hedging', hedge: 'none'")
    #expect(none.hedge == nil && none.retry.attempts == 2 && none.retry.retriesTimeouts)
    let later = try strategy("preset: 'ms-http-hedging', hedge: '3 s'")
    #expect(later.hedge == Hedge(after: .seconds(3)))
    #expect(
      problem("preset: 'ms-http-hedging', client: { timeout: '1 s' }").contains(
        "there is no request left to hedge; or say hedge: \"none\" beside it"))
    #expect(
      problem("preset: 'ms-http-hedging', attempts: 1").contains("'attempts' allows 1 in all"))
    #expect(
      problem("preset: 'ms-http-hedging', readBack: true")
        .contains("choose one, or ask after the last"))
  }

  /// A gateway's preset knows the method of each strategy, and what it says itself wins.
  @Test func aGatewayMayHaveAPreset() throws {
    let model = try read(
      """
      { gateway: { preset: 'nginx-proxy', attempts: 3, network: { request: { loss: '1%' } } },
        strategies: {
          post: {}, put: { method: 'PUT' },
          list: { gateway: [{ preset: 'istio-default', attempts: 2, timeout: '1 s' }, { preset: 'stripe-python' }] },
        } }
      """)
    let gateways = model.strategies.map(\.scenario.gateways)
    #expect(gateways.map(\.count) == [1, 1, 2])
    #expect(!gateways[0][0].retry.retriesTimeouts && gateways[1][0].retry.retriesTimeouts)
    #expect(gateways[0][0].timeout == .seconds(60) && gateways[1][0].retry.attempts == 3)
    #expect(gateways[1][0].network.request.loss.value == 0.01)
    #expect(gateways[2][0].retry.attempts == 2 && gateways[2][1].retry.attempts == 3)
    #expect(gateways[2][0].retry.retriedStatuses == [.unavailable])
    #expect(gateways[2][1].timeout == .seconds(80))
    let text = ModelText.canonical(model)
    #expect(try ModelText.canonical(read(text)) == text)
  }

  @Test func aGatewaysPresetIsOneThatAGatewayCanHave() {
    #expect(problem("gateway: { preset: 'istio-defualt' }").contains("\"istio-default\"?"))
    #expect(problem("gateway: { method: 'PUT' }").contains("it belongs in a strategy"))
    #expect(problem("gateway: { budget: { tokens: 3 } }").contains("a gateway has none"))
    #expect(problem("gateway: { hedge: '5 ms' }").contains("a gateway has none"))
    #expect(problem("gateway: { hedge: 'none', budget: 'none' }").isEmpty)
    #expect(
      problem("method: 'PUT', gateway: { preset: 'nginx-proxy' }").contains("needs 'attempts'"))
    for preset in Preset.all {
      let attempts = preset.attempts == .unbounded ? "" : ", attempts: 2"
      func problem(_ more: String) -> String {
        self.problem(
          "method: 'PUT', gateway: { preset: '\(preset.name)', backoff: 'none', retryOn: [], "
            + "timeout: '1 s'"
            + "\(attempts)\(more) }")
      }
      #expect(problem("").contains("has a retry budget") == (preset.budget != nil))
      #expect(problem("").contains("this preset hedges") == (preset.hedge != nil))
      let problem = problem(", budget: 'none', hedge: 'none'")
      #expect(!problem.contains("has a retry budget") && !problem.contains("this preset hedges"))
      let isDeadlineNamed = problem.contains("this preset ends after")
      #expect(isDeadlineNamed == (preset.deadline != nil), "\(preset.name)")
      #expect(problem.contains("without end") == (preset.attempts == .unbounded))
    }
  }

  @Test func classesOfStatusesAreAWord() throws {
    let client = try strategy("attempts: 2, retryOn: ['5xx', '404', '503']")
    #expect(client.retry.retriedStatuses.map(\.code) == [404] + Array(500...599))
    let model = try read("{ strategies: { a: { attempts: 2, retryOn: ['5xx', '404'] } } }")
    #expect(ModelText.canonical(model).contains("[\"404\", \"5xx\"]"))
  }

  @Test(arguments: [
    ("{ schedule: [] }", "a list of 1 to 1000 waits"),
    ("{ schedule: ['5 s', 5] }", "needs a unit"),
    ("{ polynomial: { step: '1 s' } }", "'base' is missing"),
    ("{ polynomial: { base: '1 s', power: 0 } }", "'power' must be"),
    ("{ fixed: '1 s', jitter: { shortened: 2 } }", "between 0 and 1"),
    ("{ fixed: '1 s', jitter: {} }", "'jitter' needs one of"),
    ("{ fixed: '1 s', jitter: { additve: '1 s' } }", "did you mean 'additive'?"),
    ("{ fixed: '1 s', least: -1 }", "'least'"),
  ])
  func wrongBackoffsAreAnswered(backoff: String, message: String) {
    #expect(problem("attempts: 2, backoff: \(backoff)").contains(message))
  }
}
