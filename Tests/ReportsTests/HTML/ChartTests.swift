import EndToEnd
import Statistics
import Study
import Testing

@testable import Reports

/// Charts keep their words apart and within the image.
@Suite struct ChartTests {
  @Test(arguments: [
    [0.2, 0.9], [1.0, 1.04], [0, 0], [-3, 12], [1e-7, 3e-7], [12_345, 98_765],
  ])
  func aScaleHasRoundTicksWithinItsEnds(values: [Double]) {
    for isRounded in [true, false] {
      let scale = ChartScale(values, from: 0, to: 100, isRounded: isRounded)
      #expect(scale.ticks.count >= 2 && scale.ticks.count <= 8, "\(scale.ticks)")
      for value in values { #expect((0...100).contains(scale.place(value))) }
      #expect(scale.place(scale.low) == 0 && scale.place(scale.high) == 100)
      let texts = scale.ticks.map { scale.text(of: $0, isShare: false) }
      #expect(Set(texts).count == texts.count, "\(texts)")
    }
  }

  @Test func aScaleWithoutFiniteNumbersStillHasPlaces() {
    #expect(ChartScale([], from: 0, to: 10).place(0.5) == 5)
    #expect(ChartScale([.infinity, .nan, 2], from: 0, to: 10).place(2) == 10)
  }

  @Test func aScaleNeedNotBeginAtZero() {
    let scale = ChartScale([0.5, 119.5], from: 0, to: 119, hasZero: false)
    #expect(scale.place(0.5) == 0 && scale.place(119.5) == 119)
    #expect(scale.ticks == [50, 100])
  }

  @Test func linesDifferInMoreThanColor() {
    let points = [0.0, 1, 2].map { LineChart.Point(across: $0, value: $0) }
    let chart = LineChart(
      title: "t", across: "seconds",
      lines: (0..<5).map { .init(name: "line \($0)", points: points) })
    let source = chart.image().source
    for kind in ["first", "harm", "second", "third", "other"] {
      #expect(source.contains("line \(kind)\"") && source.contains("\(kind) mark\""))
      let rule = PageStyle.sheet.contains(".chart .\(kind) {")
      #expect(rule)
    }
    // Four shapes are different strokes or elements; all but the first line have dashes of their own.
    #expect(PageStyle.sheet.ranges(of: "stroke-dasharray").count >= 5)
  }

  /// Of equally spaced places each, each second, fifth or tenth is named; the words never meet.
  @Test(arguments: [(3, [0, 1, 2]), (21, [0, 5, 10, 15, 20]), (101, [0, 20, 40, 60, 80, 100])])
  func wordsBelowAnAxisKeepApart(count: Int, shown: [Int]) {
    let places = (0..<count).map { (340 / Double(count - 1) * Double($0), "\($0)%") }
    #expect(AxisLabels(places).labels.map(\.text) == shown.map { "\($0)%" })
    let uneven = AxisLabels([(0, "one"), (10, "two"), (200, "three"), (340, "four")]).labels
    #expect(uneven.map(\.text) == ["one", "three", "four"])
    #expect(uneven[0].center > 0 && uneven[1].center == 200 && uneven[2].center < 340)
    #expect(AxisLabels([]).labels.isEmpty)
  }

  /// Long words are cut, so that none is left out, and stand in the description as they are.
  @Test func longWordsAreCut() {
    let words = ["none", "{exponential:{base:'50 ms'}}", "{fixed:'1 s'}"]
    let points = [0.0, 1, 2].map { LineChart.Point(across: $0, value: $0) }
    var chart = LineChart(title: "t", across: "backoff", lines: [.init(name: "n", points: points)])
    chart.words = words.enumerated().map { (Double($0), $1) }
    let source = chart.image().source
    #expect(source.contains(">{exponentia...</text>") && source.contains(">{fixed:&#39;1 s&#39;}<"))
    #expect(chart.description.contains("across backoff, at \(words.joined(separator: ", ")). "))
  }

  /// Labels are put where no other one is, or not at all.
  @Test func labelsKeepApart() {
    var placer = LabelPlacer()
    #expect(placer.place([.init(0, 10, 0, 10)])?.left == 0)
    #expect(placer.place([.init(5, 15, 0, 10), .init(10, 20, 0, 10)])?.left == 10)
    #expect(placer.place([.init(5, 15, 5, 15)]) == nil)
  }

  /// One in a thousand stands where the powers of ten between the ends say.
  @Test func theAxisOfSharesIsLogarithmic() {
    let result = StrategyResult(
      strategy: "s", method: .exact(states: 1, residual: 0, isApproximate: false),
      measurements: [.phantom, .duplicate].map { outcome in
        MeasureEstimate(.share(outcome), .exactly(outcome == .phantom ? 2e-5 : 0.05))
      })
    let axis = ShareAxis([result], [.phantom, .duplicate], besides: 1)
    #expect(axis.low == -5 && axis.high == -1 && axis.limit == nil)
    #expect(abs(axis.place(1e-3) - 0.5) < 1e-12)
    #expect(axis.place(0) == 0 && axis.place(1) == 1)
    let row = axis.row(result, .wide, isAlone: false).source
    #expect(row.contains(">5.00%</text>") && row.contains("#m-duplicate"))
  }
}
