import EndToEnd
import Foundation
import Simulation
import Statistics
import Testing

@testable import Reports
@testable import Study

/// The page of a model, read as a browser reads it.
@Suite struct PageReports {
  static func scenario(attempts: UInt32, loss: Double = 0.02) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.network.request.loss = Probability(loss)!
    scenario.network.response.loss = Probability(loss)!
    scenario.server.failsAfterStore = Probability(0.01)
    scenario.client.retry.attempts = attempts
    return scenario
  }

  static func comparison(
    names: [String] = ["none", "blind"], title: String = "A write", trials: UInt64 = 20_000
  ) throws -> Comparison {
    let strategies = names.enumerated().map { index, name in
      Strategy(name: name, scenario: scenario(attempts: UInt32(1 + 2 * index)))
    }
    var experiment = Experiment(strategies)
    experiment.trials = trials
    let model = Model(
      name: "write", title: title, strategies: strategies,
      costs: Costs(classes: [.duplicate: 60, .phantom: 8], attempt: 0.001), never: [.duplicate],
      digest: "0123456789abcdef")
    let count = try experiment.run()
    return Comparison(model, count, of: experiment).timed(count).judged(mostFaults: 3)
  }

  static func page(_ comparison: Comparison) -> PageReport {
    PageReport(
      comparison, modelText: "{\n  format: 1,\n}\n", command: "disagree report write.json5")
  }

  @Test func thePageIsWellFormedAndLoadsNothing() throws {
    let html = PageReports.page(try PageReports.comparison()).html()
    let page = try ReadPage(html)
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(!page.references.isEmpty && page.references.contains { $0.hasPrefix("#") })
    #expect(
      page.references.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("data:text/csv;") })
    for name in ["script", "img", "link", "iframe", "object", "embed"] {
      #expect(!page.names.contains(name))
    }
    #expect(!html.contains("url(") && !html.contains("@import"))
  }

  @Test func everyLinkLeadsSomewhereAndEveryNameIsUnique() throws {
    let page = try ReadPage(PageReports.page(try PageReports.comparison()).html())
    for reference in page.references where reference.hasPrefix("#") {
      #expect(page.identifiers.contains(String(reference.dropFirst())), "\(reference)")
    }
    #expect(Set(page.identifiers).count == page.identifiers.count)
  }

  /// By the keyboard too, and with a name.
  @Test func wideContentScrollsByItself() throws {
    let html = PageReports.page(try PageReports.comparison()).html()
    let named = html.matches(
      of: /class="scroll" role="region" aria-label="[^"]+" tabindex="0"><table>/)
    #expect(html.ranges(of: "<table>").count == named.count && named.count > 0)
    #expect(html.ranges(of: "<pre").count == html.ranges(of: "<pre tabindex=\"0\">").count)
  }

  @Test func theVerdictComesFirst() throws {
    let page = try ReadPage(PageReports.page(try PageReports.comparison()).html())
    let verdict = try #require(
      page.text.range(of: "writes leave client and server in disagreement"))
    let table = try #require(page.text.range(of: "What goes wrong, and how often"))
    #expect(verdict.lowerBound < table.lowerBound)
  }

  /// A title and a description for each image, and none is empty.
  @Test func everyImageHasADescription() throws {
    let page = try ReadPage(PageReports.page(try PageReports.comparison()).html())
    #expect(page.images > 3)
    // One more is the page's own title.
    #expect(page.alternatives.count == 2 * page.images + 1)
    #expect(page.alternatives.allSatisfy { !$0.isEmpty })
  }

  /// Every number of the table, and every field of the CSV, stands in the page with the same digits.
  @Test func digitsAreThoseOfTheOtherFormats() throws {
    let comparison = try PageReports.comparison()
    let page = try ReadPage(PageReports.page(comparison).html())
    for column in comparison.comparedColumns {
      for result in comparison.results {
        let text = column.text(of: result)
        #expect(page.text.contains(text.value), "\(text)")
        #expect(text.interval.isEmpty || page.text.contains(text.interval), "\(text)")
      }
    }
    let csv = try #require(page.references.first { $0.hasPrefix("data:") })
    let text = csv.dropFirst("data:text/csv;charset=utf-8,".count).removingPercentEncoding
    #expect(text == comparison.report(as: .csv))
  }

  /// Each smallest counterexample is drawn and told.
  @Test func counterexamplesAreDrawn() throws {
    let page = try ReadPage(PageReports.page(try PageReports.comparison()).html())
    #expect(page.text.contains("blind: stored twice by 1 fault: response lost"))
    #expect(page.text.contains("The server stored the write a second time."))
    #expect(page.alternatives.contains { $0.hasPrefix("A sequence diagram of client, server.") })
  }

  /// The heading does not deny a harm that was seen, and the notes have the words of the grid.
  @Test func aHarmThatWasOnlySeenIsNotDenied() throws {
    let judged = try PageReports.comparison()
    let results = judged.results.map { result -> StrategyResult in
      var result = result
      guard let verdict = result.verdict else { return result }
      result.verdict = StrategyVerdict(
        strategy: verdict.strategy, discretisation: nil,
        judgements: OutcomeClass.anomalies.map {
          $0 == .duplicate ? .observed(trial: 0) : .impossible
        }, problem: nil, gain: .fewerUnknown)
      return result
    }
    let page = try ReadPage(
      PageReports.page(Comparison(judged.model, results: results)).html())
    #expect(page.text.contains("Harm was seen, and how few faults suffice is not known"))
    #expect(!page.text.contains("No execution that does harm was found"))
    #expect(page.text.contains("never: proved for any number of faults. seen: in this run"))
  }

  @Test func theModelAndTheCommandAreThere() throws {
    let page = try ReadPage(PageReports.page(try PageReports.comparison()).html())
    for text in [
      "{\n  format: 1,\n}", "disagree report write.json5", "0123456789abcdef", "20,000",
      Version.current,
    ] {
      #expect(page.text.contains(text), "\(text)")
    }
  }

  /// The names of a model and its strategies are text, whatever they are.
  @Test(arguments: [
    "</title></style><script>alert('1')</script>", "=cmd()|' /C calc'!A0", "\u{1B}[2J\u{202E}txet",
    "a\" onload=\"x", "&lt;b&gt;", "]]><!--", "\u{FFFE}\u{0}",
  ])
  func hostileTextIsText(text: String) throws {
    let comparison = try PageReports.comparison(
      names: ["none", text], title: text, trials: 2_000)
    var page = PageReports.page(comparison)
    page = PageReport(comparison, modelText: text, command: text)
    let html = page.html()
    let read = try ReadPage(html)
    #expect(!read.names.contains("script"))
    let plain = try ReadPage(PageReports.page(try PageReports.comparison(trials: 2_000)).html())
    #expect(Set(read.names) == Set(plain.names))
    for scalar in ["\u{1B}", "\u{202E}", "\u{0}", "\u{FFFE}"] as [Unicode.Scalar] {
      #expect(!html.unicodeScalars.contains(scalar))
    }
  }

  @Test func theSameResultsGiveTheSameBytes() throws {
    let one = PageReports.page(try PageReports.comparison()).html()
    #expect(one == PageReports.page(try PageReports.comparison()).html())
  }

  /// Exact results have no trials, no seed and no quantiles, and their page says nothing of them.
  @Test func exactResultsHaveAPage() throws {
    let strategies = [Strategy(name: "blind", scenario: PageReports.scenario(attempts: 3))]
    let model = Model(name: "write", title: "", strategies: strategies)
    let results = try ExactExperiment(strategies).run(costs: nil)
    let page = try ReadPage(PageReports.page(Comparison(model, results: results)).html())
    #expect(page.text.contains("Exact probabilities"))
    #expect(!page.text.contains("seed 1") && !page.text.contains("Mean cost of an operation"))
    #expect(page.identifiers.contains("times") && !page.identifiers.contains("safety"))
  }
}
