import EndToEnd
import ModelFiles
import Statistics
import Study
import Testing

@testable import Reports

/// The curves of a sweep as a picture of their own.
@Suite struct SweepFigureTests {
  /// Values over numbers or words; two parameters if there are two lists of values.
  private static func sweep(
    _ values: [[String]], names: [String] = ["none", "blind"], title: String = "A write",
    parameters: [String] = ["server.capacity.workers", "network.request.loss"],
    margin: Double = 0.01
  ) -> Sweep {
    let strategies = names.map { Strategy(name: $0, scenario: Scenario()) }
    let model = Model(name: "write", title: title, strategies: strategies)
    let points = values.enumerated().map { index, values in
      let results = names.enumerated().map { number, name in
        let share = Double(index + number + 1) / 50
        return StrategyResult(
          strategy: name, method: .sample(trials: 1_000, seed: 7),
          measurements: [
            MeasureEstimate(
              .share(.disagree),
              Estimate(value: share, low: share - margin, high: share + margin))
          ])
      }
      return Sweep.Point(
        values: values.map { SweepValue(text: $0, number: Double($0)) },
        comparison: Comparison(model, results: results))
    }
    let count = values[0].count
    return Sweep(parameters: Array(parameters.suffix(count)), points: points, order: .disagree)
  }

  private static let linear = sweep([["0"], ["1"], ["2"]])

  @Test func standsAlone() throws {
    let source = Self.linear.svg()
    let picture = try ReadPage(source)
    #expect(
      source.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\""))
    #expect(source.hasSuffix("</svg>\n") && source.contains(" viewBox=\"0 0 "))
    #expect(picture.names.prefix(4) == ["svg", "title", "desc", "style"])
    #expect(picture.references.isEmpty && !source.contains("url(") && !source.contains("@import"))
    // Not every program knows variables.
    #expect(!source.contains("var(") && source.contains("@media (prefers-color-scheme: dark)"))
    #expect(source == Self.linear.svg())
  }

  /// The page and the picture draw the same.
  @Test func hasTheChartsOfThePage() throws {
    let sweep = Self.sweep([["1", "0"], ["1", "1"], ["2", "0"], ["2", "1"]])
    let comparison = try PageReports.comparison(trials: 100)
    let page = PageReport(comparison, modelText: "", command: "", sweep: sweep)
    let curves = try #require(page.curves).markup.source
    let picture = sweep.svg()
    for match in picture.matches(of: /<path class="(?:line|band) [a-z]+" d="[^"]*"\/>/) {
      #expect(curves.contains(match.0))
    }
    for value in ["1", "2"] {
      #expect(picture.contains(">server.capacity.workers = \(value)</text>"))
      #expect(curves.contains("<figcaption>server.capacity.workers = \(value)</figcaption>"))
    }
  }

  @Test func theDescriptionTellsTheCurves() throws {
    let picture = try ReadPage(Self.linear.svg())
    #expect(picture.images == 1 && picture.alternatives.count == 2)
    #expect(picture.alternatives[0] == "disagree by network.request.loss")
    for words in [
      "A write", "none: begins at 2%", "ends at 6.0%", "1,000 writes each, seed 7",
      "Not distinguishable", "Model write, disagree \(Version.current).",
    ] {
      #expect(picture.alternatives[1].contains(words), "\(picture.alternatives[1])")
    }
    #expect(picture.alternatives[1].contains("Not distinguishable: the shaded intervals overlap."))
    #expect(!picture.alternatives[1].contains("other formats"))
    #expect(Self.linear.report(as: .table).contains("intervals of 95%, in the other formats,"))
    // There is no table beside it.
    #expect(!picture.alternatives[1].contains("table"))
  }

  /// An interval is an area, and one that stands alone a stroke; what is known has neither.
  @Test func drawsIntervals() {
    let source = Self.linear.svg()
    #expect(source.ranges(of: "class=\"band ").count == 2)
    #expect(source.contains("Shaded: intervals of 95%"))
    let known = Self.sweep([["0"], ["1"]], margin: 0).svg()
    #expect(!known.contains("Shaded"))
    func strokes(_ sweep: Sweep) -> Int { sweep.svg().ranges(of: "class=\"line first\"").count }
    #expect(strokes(Self.sweep([["0"]])) == strokes(Self.sweep([["0"]], margin: 0)) + 1)
  }

  /// A chart has no more lines than can be told apart.
  @Test(arguments: [(5, 1), (6, 2), (12, 3)])
  func manyStrategiesHaveSeveralCharts(count: Int, charts: Int) {
    let names = (1...count).map { "strategy-\($0)" }
    let source = Self.sweep([["0"], ["1"]], names: names).svg()
    #expect(source.ranges(of: "<g transform=").count == charts)
    for name in names { #expect(source.contains(">\(name)</text>")) }
    #expect(source.contains(charts == 1 ? " width=\"364\"" : " width=\"732\""))
  }

  @Test func aFactorIsAsWideAsAnyOther() {
    let axis = SweepAxis(Self.sweep([["0.001"], ["0.01"], ["0.1"], ["1"]]).points)
    #expect(axis.isLogarithmic && axis.places.map(\.across) == [0, 1, 2, 3])
    #expect(Self.sweep([["1"], ["10"], ["100"]]).svg().contains("loss (logarithmic)</text>"))
    for values in [["1", "2"], ["1", "2", "3"], ["0", "1", "10"], ["1", "1", "1"]] {
      let axis = SweepAxis(Self.sweep(values.map { [$0] }).points)
      #expect(!axis.isLogarithmic && axis.places.map(\.across) == values.compactMap(Double.init))
    }
  }

  /// Numbers are drawn from the left to the right, words as they were given.
  @Test func pointsStandInOrder() {
    func texts(_ values: [String]) -> [String] {
      SweepAxis(Self.sweep(values.map { [$0] }).points).places.map { $0.point.values[0].text }
    }
    #expect(texts(["5", "1", "3"]) == ["1", "3", "5"])
    #expect(texts(["none", "full", "5"]) == ["none", "full", "5"])
  }

  @Test(arguments: [
    "</title></style><script>alert('1')</script>", "a\" onload=\"x", "\u{1B}[2J\u{202E}txet",
    "]]><!--", "\u{FFFE}\u{0}",
  ])
  func hostileTextIsText(text: String) throws {
    let source = Self.sweep(
      [[text], ["1"]], names: ["none", text], title: text, parameters: [text]
    ).svg()
    let plain = try ReadPage(Self.sweep([["x"], ["1"]]).svg())
    #expect(try ReadPage(source).names == plain.names)
    for scalar in ["\u{1B}", "\u{202E}", "\u{0}", "\u{FFFE}"] as [Unicode.Scalar] {
      #expect(!source.unicodeScalars.contains(scalar))
    }
  }
}
