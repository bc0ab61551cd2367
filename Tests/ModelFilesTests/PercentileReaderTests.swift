import EndToEnd
import ModelFiles
import Simulation
import Testing

/// Latencies by their percentiles.
@Suite struct PercentileReaderTests {
  private func read(_ latency: String) throws -> Model {
    let text = "{ server: { service: \(latency) }, strategies: { a: { attempts: 1 } } }"
    return try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
  }

  private func service(_ latency: String) throws -> Latency {
    try read(latency).strategies[0].scenario.server.service
  }

  private func problem(_ latency: String) -> String {
    do {
      _ = try read(latency)
      return ""
    } catch {
      return (error as? ModelFileError)?.description ?? "\(error)"
    }
  }

  /// ln (600 / 80) / 2.3263478740408408, which is the quantile of the normal distribution at 99%.
  @Test func aP99GivesTheSameBytesAsItsSigma() throws {
    let p99 = try read("{ lognormal: { median: '80 ms', p99: '600 ms' } }")
    let sigma = try read("{ lognormal: { median: '80 ms', sigma: 0.8661228370125059 } }")
    #expect(p99 == sigma && p99.digest == sigma.digest)
    #expect(ModelText.complete(p99) == ModelText.complete(sigma))
    let latency = p99.strategies[0].scenario.server.service
    // One draw of a hundred is longer.
    let above = latency.delay(bits: UInt64(0.99 * 0x1p64))
    #expect(abs(above.nanoseconds - 600_000_000) < 1_000)
  }

  @Test func aLognormalHasOneOfSigmaAndP99() {
    #expect(problem("{ lognormal: { median: '80 ms' } }").contains("one of 'sigma' and 'p99'"))
    #expect(
      problem("{ lognormal: { median: '80 ms', sigma: 1, p99: '1 s' } }")
        .contains("one of 'sigma' and 'p99'"))
    #expect(
      problem("{ lognormal: { median: '80 ms', p99: '80 ms' } }")
        .contains("'p99' must be longer than 'median'"))
    #expect(problem("{ lognormal: { p99: '80 ms' } }").contains("'median' is missing"))
  }

  @Test func percentilesAreReadByTheirNames() throws {
    let read = try service(
      "{ percentiles: { max: '5 s', p99: '600 ms', p50: '80 ms', p999: '2 s' } }")
    let expected = Percentiles([
      .init(.p50, .milliseconds(80)), .init(.p99, .milliseconds(600)),
      .init(.init(trillionths: 1_000_000_000), .seconds(2)), .init(.longest, .seconds(5)),
    ])
    #expect(read == expected.map(Latency.percentiles))
    #expect(try service("{ percentiles: { p50: '80 ms', p95: '1 s' } }") != read)
    let spelled = "{ percentiles: { 'p99.9': '2 s', p5: '1 ms', min: '1 us', P50: '80 ms' } }"
    let shown = ModelText.complete(try self.read(spelled))
    #expect(
      shown.contains("percentiles: { min: \"1 us\", p05: \"1 ms\", p50: \"80 ms\", p999: \"2 s\" }")
    )
  }

  @Test(arguments: [
    "{ percentiles: { p50: '80 ms', p95: '300 ms', p99: '600 ms', max: '5 s' } }",
    "{ percentiles: { min: '1 ms', p50: '80 ms', p9999: '300 ms' } }",
    "{ mixture: [{ weight: 1, latency: { percentiles: { p05: '1 ms', p123: '2 ms' } } }] }",
  ])
  func theShownPercentilesReadBack(latency: String) throws {
    let model = try read(latency)
    let text = ModelText.complete(model)
    let again = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
    #expect(again.strategies == model.strategies && again.digest == model.digest)
  }

  @Test(arguments: [
    ("{ p50: '80 ms' }", "'percentiles' needs two or more"), ("{}", "needs two or more"),
    ("{ p50: '80 ms', p95: '70 ms' }", "'p95' must be at least as long as 'p50', which is 80 ms"),
    ("{ p50: '80 ms', max: '70 ms' }", "'max' must be at least as long as 'p50'"),
    ("{ p50: '80 ms', p100: '90 ms' }", "'p100' is no percentile"),
    ("{ p50: '80 ms', p0: '9 ms' }", "'p0' is no percentile"),
    ("{ p50: '80 ms', 'p123.4': '9 ms' }", "is no percentile"),
    ("{ p50: '80 ms', median: '90 ms' }", "'median' is no percentile; say p50"),
    ("{ p50: '80 ms', p500: '90 ms' }", "'p500' is the same percentile as 'p50'"),
    ("{ p50: '80', p99: '90 ms' }", "needs a unit"),
    ("{ p50: '0 s', p99: '90 ms' }", "must be longer than 0 s"),
    ("'80 ms'", "must be an object, for example { p50"),
  ])
  func wrongPercentilesAreAnswered(percentiles: String, message: String) {
    #expect(problem("{ percentiles: \(percentiles) }").contains(message))
  }

  @Test func directionsOfANetworkMayDuplicate() throws {
    let text = """
      { network: { request: { duplicates: '1%' }, response: { duplicates: '2%' } },
        strategies: { a: { attempts: 1 }, b: { network: { request: { duplicates: 0 } },
          gateway: { network: { response: { duplicates: '3%' } } } } } }
      """
    let model = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
    let (a, b) = (model.strategies[0].scenario, model.strategies[1].scenario)
    #expect(a.network.requestDuplicates.value == 0.01)
    #expect(a.network.responseDuplicates.value == 0.02)
    #expect(!b.network.mayDuplicateRequests && b.network.responseDuplicates.value == 0.02)
    #expect(b.gateway?.network.responseDuplicates.value == 0.03)
    let shown = ModelText.canonical(model)
    let again = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(shown.utf8)))
    #expect(again.strategies == model.strategies)
  }

  /// Duplicates need numbers of their own.
  @Test func tooManyRequestsToTellApartAreAnError() {
    func problem(_ attempts: Int) -> String {
      let text = """
        { network: { request: { duplicates: '1%' } }, strategies: { a: {
          gateway: [{ attempts: \(attempts) }, { attempts: 100 }] } } }
        """
      do {
        _ = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
        return ""
      } catch {
        return error.description
      }
    }
    // 2 · (2 · 81) · (2 · 100) is 64,800, and 65,535 can be told apart.
    #expect(problem(81).isEmpty)
    #expect(problem(82).contains("lower their 'attempts', or leave out 'duplicates'"))
  }

  @Test func anImpatientPersonIsReadAndShown() throws {
    func person(_ text: String) throws -> Person? {
      let text = "{ person: \(text), strategies: { a: { attempts: 1 } } }"
      let model = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(text.utf8)))
      let shown = ModelText.complete(model)
      let again = try ModelFile.read(SourceText(name: "m.json5", bytes: Array(shown.utf8)))
      #expect(again.strategies == model.strategies)
      return model.strategies[0].scenario.person
    }
    let person = try #require(try person("{ impatient: { every: '5 s', chance: '50%' } }"))
    #expect(person.impatience == .init(chance: Probability(0.5), every: .constant(.seconds(5))))
    #expect(throws: ModelFileError.self) {
      try ModelFile.read(
        SourceText(
          name: "m", bytes: Array("{ person: { impatient: { every: 0 } }, strategies: {} }".utf8)))
    }
  }
}
