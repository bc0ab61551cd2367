import EndToEnd
import Foundation
import Simulation
import Statistics
import Testing

@testable import Study

/// Shards that are written, read and put together.
@Suite struct ShardTests {
  /// The text of a model, with all that must be escaped. What it says does not matter: no shard is read for it here.
  private static let text = "{ title: 'a \"quoted\" \\ title',\n\u{7} é \u{1F600} \u{7f} }"

  private static func model() throws -> Model {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.network.request.loss = Probability(0.2)
    scenario.network.request.latency = .exponential(mean: .milliseconds(20))
    scenario.network.response.loss = Probability(0.1)
    scenario.client.retry.attempts = 1
    let none = Strategy(name: "none", scenario: scenario)
    scenario.client.retry.attempts = 3
    let blind = Strategy(name: "blind", scenario: scenario)
    scenario.key = IdempotencyKey()
    let key = Strategy(name: "key", scenario: scenario)
    return Model(
      name: "some", title: "some", strategies: [none, blind, key],
      costs: Costs(classes: [.duplicate: 3], attempt: 0.5), digest: "0123456789abcdef")
  }

  private static func subject(_ model: Model, seed: UInt64 = 1, trials: UInt64) -> Shard.Subject {
    Shard.Subject(
      command: "compare", model: model.name, digest: model.digest,
      text: text, seed: seed, total: trials, countsRuns: false,
      strategies: model.strategies.map(\.name), baseline: "none")
  }

  private static func shard(
    _ range: Range<UInt64>, of trials: UInt64 = 40_000, seed: UInt64 = 1
  ) throws -> Shard {
    let model = try model()
    var experiment = Experiment(model.strategies)
    experiment.trials = trials
    experiment.seed = seed
    experiment.baseline = 0
    return Shard(
      subject: subject(model, seed: seed, trials: trials), done: TrialRanges(range),
      counts: .operations(try experiment.count(range, until: Interruption())))
  }

  private static func read(_ text: String) throws -> Shard {
    try Shard.read(Array(text.utf8))
  }

  private static func count(_ shard: Shard) throws -> Experiment.Count {
    try #require(Experiment.count(shard.counts))
  }

  @Test func aShardReadsBackAsItself() throws {
    let shard = try Self.shard(5..<20_000)
    let again = try Self.read(shard.text)
    #expect(again.subject == shard.subject && again.done == shard.done)
    #expect(try Self.count(again) == Self.count(shard))
    #expect(again.text == shard.text)
  }

  /// Any cut of the trials, in any order and any grouping, is the whole.
  @Test func partsInAnyOrderAreTheWhole() throws {
    let whole = try Self.shard(0..<40_000)
    var generator = SplitMix(state: 7)
    for _ in 0..<2 {
      let cuts = [0, 40_000] + (0..<6).map { _ in generator.next() % 40_000 }
      let ends = Array(Set(cuts)).sorted()
      var parts: [Shard] = []
      for (from, to) in zip(ends, ends.dropFirst()) {
        parts.append(try Self.read(try Self.shard(from..<to).text))
      }
      parts.sort { _, _ in generator.next() % 2 == 0 }
      var merger = ShardMerger()
      // Some are put together first, and read again.
      if parts.count > 3 {
        let first = parts.removeLast()
        let second = parts.removeLast()
        let both = try Self.read(first.merged(with: second).text)
        try merger.add(both, named: "both")
      }
      for (index, part) in parts.enumerated() { try merger.add(part, named: "\(index)") }
      #expect(merger.missing == nil)
      #expect(merger.merged?.text == whole.text)
    }
  }

  @Test func runsOfManyClientsArePutTogetherToo() throws {
    var scenario = Scenario()
    scenario.clients = Clients(count: 50, arrivals: .poisson(Rate(perSecond: 100)))
    scenario.clients?.lasts = .seconds(5)
    scenario.client.timeout = .seconds(1)
    var capacity = Capacity()
    capacity.workers = 2
    scenario.server.capacity = capacity
    scenario.server.service = .exponential(mean: .milliseconds(15))
    scenario.network.request.loss = Probability(0.05)
    scenario.client.retry.attempts = 1
    let none = Strategy(name: "none", scenario: scenario)
    scenario.client.retry.attempts = 3
    let blind = Strategy(name: "blind", scenario: scenario)
    let model = Model(name: "load", title: "load", strategies: [none, blind])
    var experiment = LoadExperiment(model.strategies, costs: nil)
    experiment.runs = 4
    var subject = Self.subject(model, trials: 4)
    subject.countsRuns = true
    subject.baseline = nil
    func shard(_ range: Range<UInt64>) throws -> Shard {
      Shard(
        subject: subject, done: TrialRanges(range),
        counts: .runs(try experiment.count(range, until: Interruption())))
    }
    let whole = try shard(0..<4)
    var merger = ShardMerger()
    for range: Range<UInt64> in [3..<4, 0..<1, 1..<3] {
      try merger.add(try Self.read(try shard(range).text), named: "\(range)")
    }
    #expect(merger.merged?.text == whole.text)
    let merged = try #require(merger.merged.flatMap { LoadExperiment.count($0.counts) })
    #expect(
      Comparison(model, merged, of: experiment)
        == Comparison(model, try experiment.run(), of: experiment))
  }

  @Test func missingAndDoubledShardsAreNamed() throws {
    var merger = ShardMerger()
    #expect(merger.missing == "everything is missing")
    for index: UInt64 in [1, 2, 4] {
      let number = try #require(ShardNumber(index, of: 4))
      try merger.add(try Self.shard(number.range(of: 40_000)), named: "part-\(index).json")
    }
    #expect(merger.missing == "trials 20000 to 29999 are missing: --shard 3/4")
    #expect(
      throws: ShardError("trials 9999 to 9999 are in 'part-1.json' too: leave one of the two out")
    ) {
      try merger.add(try Self.shard(9_999..<10_000), named: "again.json")
    }
    // Of a cut that is no shard's, only the trials can be named.
    try merger.add(try Self.shard(20_000..<20_001), named: "odd.json")
    #expect(merger.missing == "trials 20001 to 29999 are missing")
  }

  @Test func shardsOfDifferentRunsAreRefused() throws {
    var merger = ShardMerger()
    try merger.add(try Self.shard(0..<10), named: "a")
    func problem(_ change: (inout Shard.Subject) -> Void) throws -> String {
      let shard = try Self.shard(10..<20)
      var subject = shard.subject
      change(&subject)
      var copy = merger
      do {
        try copy.add(Shard(subject: subject, done: shard.done, counts: shard.counts), named: "b")
      } catch {
        return error.description
      }
      return ""
    }
    #expect(try problem { $0.seed = 2 }.contains("it has the seed 2 and not 1"))
    #expect(try problem { $0.version = "9" }.contains("it is of version 9 and not 0"))
    #expect(try problem { $0.digest = "0" }.contains("it is of the model 'some' (0) and not"))
    #expect(try problem { $0.total = 5 }.contains("its whole has the trials 5 and not 40000"))
    #expect(try problem { $0.baseline = "key" }.contains("its baseline is key and not none"))
    #expect(try problem { $0.strategies = ["a"] }.contains("it has the strategies a and not none"))
    #expect(try problem { $0.command = "run" }.contains("it is for disagree run and not compare"))
  }

  /// No change of a byte, and no cut, is taken for a shard; and none stops the program.
  @Test func aDamagedShardIsRefused() throws {
    let bytes = Array(try Self.shard(0..<2_000, of: 2_000).text.utf8)
    var generator = SplitMix(state: 3)
    for _ in 0..<60 {
      var changed = bytes
      let place = Int(generator.next() % UInt64(bytes.count))
      changed[place] = changed[place] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
      #expect(throws: ShardError.self) {
        try Shard.read(changed)
      }
      #expect(throws: ShardError.self) {
        try Shard.read(Array(bytes.prefix(place)))
      }
    }
    #expect(
      throws: ShardError("it is not a shard file; make one with disagree compare --shard I/N")
    ) {
      try Self.read("{}")
    }
  }

  /// Wrong numbers with a right checksum are an error as well, and no crash.
  @Test(arguments: [
    ("\"cells\": [[", "\"cells\": [[99999, 1, 1, 1], ["),
    ("\"cells\": [[", "\"cells\": [[-1, 1, 1, 1], ["),
    ("\"cells\": [[", "\"cells\": [[1, 18446744073709551615, 1, 1], ["),
    ("\"cells\": [[", "\"cells\": [[1, 5], ["),
    ("\"cells\": [[", "\"cells\": [[1, 1, 1, 1], ["),
    ("\"time_buckets\": [[", "\"time_buckets\": [[5, 1, 0], ["),
    ("\"time_buckets\": [[", "\"time_buckets\": [[99999999999, 1, 0], ["),
    ("\"times\": [[", "\"times\": [[7, 7, 7], ["),
    ("\"attempts\": [[", "\"attempts\": [[77777, "),
    ("\"most_requests\": [[", "\"most_requests\": [[1.5"),
    ("\"copies\": [[", "\"copies\": [[x"), ("\"copies\"", "\"copied\""),
    ("\"done\": [[0", "\"done\": [[1"), ("\"done\": [[0, 2000]]", "\"done\": []"),
    ("\"seed\": 1", "\"seed\": -1"), ("\"seed\": 1", "\"seed\": 1e999"),
    ("\"format\": 2", "\"format\": 1"), ("\"counts\": [", "\"counts\": [{},"),
    ("\"version\": \"0.1.0\"", "\"version\": \"0.0.9\""),
    // Numbers that are possible by themselves and contradict the others.
    ("\"done\": [[0, 2000]]", "\"done\": [[0, 9223372036854775808]]"),
    ("\"trials\": 2000", "\"trials\": 9223372036854775808"),
    ("\"trials\": 2000", "\"trials\": 0"),
    ("\"time_buckets\": [[", "\"time_buckets\": [[5, 1000000000000000, 0], ["),
    ("\"cells\": [[", "\"cells\": [[1"), ("\"attempts\": [[", "\"attempts\": [[1"),
    ("\"times\": [[2000, ", "\"times\": [[2000, 1"), ("\"copies\": [[", "\"copies\": [[9"),
    ("\"times\": [[2000, ", "\"times\": [[1999, "),
    ("\"strategies\": [\"none\", ", "\"strategies\": [\"blind\", "),
    ("\"baseline\": \"none\"", "\"baseline\": \"key\""),
    ("\"baseline\": \"none\"", "\"baseline\": \"other\""),
    ("\"baseline\": \"none\"", "\"baseline\": null"),
  ])
  func wrongNumbersAreRefused(right: String, wrong: String) throws {
    let text = try Self.shard(0..<2_000, of: 2_000).text
    let range = try #require(text.firstRange(of: right), "\(right)")
    let changed = text.replacingCharacters(in: range, with: wrong)
    #expect(throws: ShardError.self) { try Self.read(Self.sealed(changed)) }
  }

  /// The name "none" is a name like any other, and no baseline is something else.
  @Test func aStrategyNamedNoneIsABaseline() throws {
    let shard = try Self.shard(0..<10)
    var subject = shard.subject
    subject.baseline = nil
    #expect(shard.subject.difference(from: subject) == "it has a baseline, the strategy 'none'")
    #expect(subject.difference(from: shard.subject) == "it has no baseline")
    #expect(shard.subject.difference(from: shard.subject) == nil)
  }

  /// Each number of a shard in turn is another one: either that is noticed, or the result can be computed.
  @Test func aShardWithAChangedNumberIsAnErrorAndNoCrash() throws {
    let model = try Self.model()
    let text = try Self.shard(0..<300, of: 300).text
    let rest = try Self.shard(300..<600, of: 600)
    var generator = SplitMix(state: 11)
    let numbers = text.ranges(of: /[0-9]+/).filter {
      $0.lowerBound > text.firstRange(of: "\"done\"")!.lowerBound
    }
    var refused = 0
    for _ in 0..<120 {
      let range = numbers[Int(generator.next() % UInt64(numbers.count))]
      let values = [
        "0", "1", "299", "301", "9223372036854775808", "340282366920938463463374607431768211455",
      ]
      let value = values[Int(generator.next() % UInt64(values.count))]
      if value == text[range] { continue }
      var changed = text
      changed.replaceSubrange(range, with: value)
      guard let shard = try? Self.read(Self.sealed(changed)) else {
        refused += 1
        continue
      }
      var plan = ComparisonPlan(model)
      plan.baseline = 0
      #expect(plan.fits(shard.counts))
      _ = try plan.comparison(of: shard.counts.merged(with: rest.counts))
    }
    #expect(refused > 40)
  }

  /// A text that is no JSON of a shard is an error, however its checksum fits.
  @Test(arguments: [
    "\"seed\": 1", "\"seed\": 1, \"seed\": 2", "\"seed\": [1", "\"seed\": true",
    "\"seed\": \"\\x\"",
    "\"seed\": \"\\ud83d\"", "\"seed\": 1e", "\"seed\" 1", "\"seed\": -",
  ])
  func textThatIsNotJSONIsRefused(member: String) throws {
    let text = try Self.shard(0..<10, of: 10).text
    let range = try #require(text.firstRange(of: "\"seed\": 1,\n"))
    // The first of the members is the right one.
    if member == "\"seed\": 1" {
      #expect(try Self.read(text).subject.seed == 1)
      return
    }
    let changed = text.replacingCharacters(in: range, with: member + ",\n")
    #expect(throws: ShardError.self) { try Self.read(Self.sealed(changed)) }
  }

  @Test func deeplyNestedTextIsRefused() throws {
    let depth = 200_000
    let nested =
      "{\n  \"disagree\": \"shard\",\n  \"seed\": " + String(repeating: "[", count: depth)
      + String(repeating: "]", count: depth) + ",\n  \"checksum\": \"\"\n}\n"
    #expect(
      throws: ShardError("it is not a shard file; make one with disagree compare --shard I/N")
    ) {
      try Self.read(Self.sealed(nested))
    }
  }

  /// With the checksum that belongs to it.
  private static func sealed(_ text: String) throws -> String {
    let start = try #require(text.range(of: "  \"checksum\": \""))
    let body = String(text[..<start.lowerBound])
    return body + "  \"checksum\": \"" + Digest.hexadecimal(of: body) + "\"\n}\n"
  }
}

/// Random numbers for tests (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014).
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}

extension Experiment {
  /// Counts a range of the trials.
  fileprivate func count(
    _ range: Range<UInt64>, until interruption: Interruption
  ) throws(ExperimentError) -> Count {
    var part = self
    part.firstTrial = range.lowerBound
    part.trials = UInt64(range.count)
    return try part.run(until: interruption)
  }

  fileprivate static func count(_ counts: TrialCounts) -> Count? {
    if case .operations(let count) = counts { count } else { nil }
  }
}

extension LoadExperiment {
  /// Counts a range of the runs.
  fileprivate func count(
    _ range: Range<UInt64>, until interruption: Interruption
  ) throws(ExperimentError) -> Count {
    var part = self
    part.firstRun = range.lowerBound
    part.runs = UInt64(range.count)
    return try part.run(until: interruption)
  }

  fileprivate static func count(_ counts: TrialCounts) -> Count? {
    if case .runs(let count) = counts { count } else { nil }
  }
}
