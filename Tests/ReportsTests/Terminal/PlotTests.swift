import EndToEnd
import ModelFiles
import Simulation
import Statistics
import Study
import Testing

@testable import Reports

/// Bars and curves in a terminal.
@Suite struct PlotTests {
  private static let bars = [
    BarPlot.Bar(name: "none", value: 1, low: 1, high: 1, text: "1%"),
    BarPlot.Bar(name: "half", value: 0.5, low: 0.25, high: 0.75, text: "0.5%"),
    BarPlot.Bar(name: "nothing", value: 0, low: 0, high: 0.25, text: "<0.25%"),
  ]

  @Test func barsAreAsLongAsTheirValues() {
    let text = BarPlot(title: "lost", bars: Self.bars).text(width: 24, .unicode)
    #expect(
      text == """
        lost
        none    ████████  1%
        half    ██▓▓░░    0.5%
        nothing ░░        <0.25%

        """)
    let plain = BarPlot(title: "lost", bars: Self.bars).text(width: 24, .plain)
    #expect(plain.contains("half    ##==--    0.5%\n"))
    #expect(plain.allSatisfy { $0.isASCII })
  }

  @Test func namesThatActOnATerminalDoNot() {
    let bar = BarPlot.Bar(name: "\u{1b}[31mé", value: 1, low: 1, high: 1, text: "1%")
    #expect(!BarPlot(title: "t", bars: [bar]).text(width: 40, .unicode).contains("\u{1b}"))
    #expect(BarPlot(title: "t", bars: [bar]).text(width: 40, .plain).allSatisfy { $0.isASCII })
  }

  private static func comparison(_ loss: Double) throws -> Comparison {
    var scenario = Scenario()
    scenario.network.request.loss = Probability(loss)!
    scenario.client.retry.attempts = 1
    let strategies = [Strategy(name: "once", scenario: scenario)]
    let model = Model(name: "m", title: "", strategies: strategies)
    return Comparison(model, results: try ExactExperiment(strategies).run(costs: nil))
  }

  @Test func aComparisonDrawsWhatSomeStrategyHas() throws {
    let text = try Self.comparison(0.25).plot()
    // Nothing disagrees, is lost or duplicated when requests are lost.
    #expect(text.hasPrefix("\nunsure\nonce ") && text.hasSuffix("█  25.0%\n"))
    #expect(try Self.comparison(0).plot(on: Screen(isASCII: true)) == "")
    for line in text.split(separator: "\n") { #expect(line.count <= 80) }
  }

  @Test func aSweepIsACurveForEachStrategy() throws {
    let points = try [0, 0.25, 0.5, 1].map { loss in
      Sweep.Point(
        values: [SweepValue(text: "\(loss)", number: loss)], comparison: try Self.comparison(loss))
    }
    let sweep = Sweep(parameters: ["network.request.loss"], points: points, order: .unsure)
    #expect(
      sweep.plot(.unicode)
        == "\nunsure by network.request.loss from 0.0 to 1.0\nonce ▁▃▅█  0% … 100%\n")
    #expect(
      sweep.plot(.plain)
        == "\nunsure by network.request.loss from 0.0 to 1.0\nonce _-=#  0% ... 100%\n")
  }
}
