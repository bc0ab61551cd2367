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

  @Test func aScaleOfNothingIsAScale() {
    #expect(ChartScale([], from: 0, to: 10).place(0.5) == 5)
    #expect(ChartScale([.infinity, .nan, 2], from: 0, to: 10).place(2) == 10)
  }

  @Test func aScaleNeedNotBeginAtZero() {
    let scale = ChartScale([0.5, 119.5], from: 0, to: 119, hasZero: false)
    #expect(scale.place(0.5) == 0 && scale.place(119.5) == 119)
    #expect(scale.ticks == [50, 100])
  }

  /// A name is cut before it reaches the number beside it.
  @Test func aLongNameLeavesRoomForItsNumber() throws {
    let text = EstimateText(value: "12.345%", interval: "12.340–12.350")
    let bar = BarChart.Bar(
      name: String(repeating: "name ", count: 20), text: text, value: 0.12, low: 0.1, high: 0.2)
    let source = BarChart(title: "t", bars: [bar]).image().source
    let name = try #require(source.firstMatch(of: /x="0" y="18">([^<]*)</))
    #expect(name.1.hasSuffix("..."))
    #expect(Double(name.1.count + text.whole.count) * 7.4 <= ChartFrame.width)
  }

  /// An event that was never observed has an outline, not a bar, so that it is not taken for a number.
  @Test func anUpperBoundIsAnOutline() {
    let text = EstimateText(value: "<0.1%", interval: "")
    let source = BarChart(
      title: "t", bars: [.init(name: "n", text: text, value: 0, low: 0, high: 0.001)]
    ).image().source
    #expect(source.contains("class=\"bound\"") && !source.contains("class=\"bar\""))
  }

  @Test func linesDifferInMoreThanColour() {
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
}
