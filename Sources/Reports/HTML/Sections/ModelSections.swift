import EndToEnd
import Simulation
import Statistics
import Study
import Text

extension PageReport {
  /// The measure of each strategy along the values of a sweep; `nil` without a sweep.
  var curves: Section? {
    guard let sweep else { return nil }
    let measure = sweep.order.measure
    let curves = SweepCurves(sweep)
    let charts = curves.panels.map { panel in
      Markup(
        "figure",
        [Markup("figcaption", panel.note.isEmpty ? curves.title : panel.note), panel.chart.image()])
    }
    let table = PageTable(
      "\(sweep.order.rawValue); below each value its 95% interval",
      heading: sweep.parameters + sweep.points[0].comparison.results.map(\.strategy),
      rows: sweep.points.map { point in
        point.values.map { PageTable.Cell($0.text) }
          + point.comparison.results.map { PageTable.Cell(estimateText(measure, of: $0)) }
      })
    return Section(
      id: "curves", name: "What if",
      heading: "What if \(sweep.parameters.joined(separator: " and ")) were different",
      words: CrossingText(sweep: sweep).sentences.map { Markup("p", $0) },
      figure: [
        Markup("div", ["class": "panels"], charts),
        .folded("These numbers as a table", [table.markup]),
      ])
  }

  /// One write with its faults and numbers, the prices, and the whole model.
  var assumptions: Section? {
    guard let scenario = comparison.model.strategies.first?.scenario else { return nil }
    var facts = Assumptions(scenario).facts
    if let costs = comparison.model.costs {
      let prices =
        OutcomeClass.allCases.map { ("price of \($0.heading)", costs.classes[$0] ?? 0) }
        + [("price of an attempt", costs.attempt), ("price of a call to support", costs.support)]
      facts += prices.filter { $0.1 != 0 }
        .map { ($0.0, EstimateText(number: .exactly($0.1)).value) }
    }
    return Section(
      id: "model", name: "Model", heading: "What was assumed",
      words: [
        Markup(
          "p",
          "One write, as its first strategy (\(comparison.model.strategies[0].name)) makes it. Every number is the model's, and a line to change."
        )
      ],
      figure: [
        Assumptions(scenario).strip,
        Markup(
          "dl", ["class": "facts"],
          facts.flatMap { [Markup("dt", $0.0), Markup("dd", $0.1)] }.chunked),
        .folded(
          "The whole model, with every default",
          [Markup("pre", ["tabindex": "0"], [.lines(modelText)])]),
      ])
  }

  /// The command and facts that reproduce the page, and all numbers.
  func reproduction(_ ranking: Ranking) -> Section? {
    let method = comparison.results[0].method
    var facts: [(String, String)] = [
      ("version", "disagree \(Version.current)"), ("model digest", comparison.model.digest),
      ("method", method.name),
    ]
    if let runs = method.runs { facts.append(("runs", NumberText.grouped(runs))) }
    if let trials = method.trials { facts.append(("writes each", NumberText.grouped(trials))) }
    if let seed = method.seed { facts.append(("seed", "\(seed)")) }
    let columns = comparison.comparedColumns.filter { column in
      comparison.results.contains { $0[column.measure] != nil }
    }
    let table = PageTable(
      "Each strategy on the same writes; below each value its 95% interval",
      heading: ["strategy"] + columns.map(\.heading),
      rows: ranking.rows.flatMap { row in
        row.names.map { name in
          [PageTable.Cell(name)] + columns.map { PageTable.Cell($0.text(of: row.result)) }
        }
      })
    return Section(
      id: "again", name: "Again", heading: "Make it again",
      words: [
        Markup(
          "p", ["class": "soft"],
          "The same model, seed and number of writes give the same page, byte for byte, on any machine."
        )
      ],
      figure: [
        Markup("pre", ["tabindex": "0"], [.lines(command)]),
        Markup(
          "p", ["class": "noprint"],
          [
            Markup(
              "a",
              [
                "download": "\(comparison.model.name).csv",
                "href": "data:text/csv;charset=utf-8," + comparison.report(as: .csv).percentEncoded,
              ], "Download all numbers as CSV")
          ]),
        Markup(
          "dl", ["class": "facts"],
          facts.flatMap { [Markup("dt", $0.0), Markup("dd", $0.1)] }.chunked),
        .folded("The numbers of the ranking as a table", [table.markup]),
      ])
  }
}

extension [Markup] {
  /// Terms with their values, each pair in a box of its own.
  fileprivate var chunked: [Markup] {
    stride(from: 0, to: count - 1, by: 2).map { Markup("div", [self[$0], self[$0 + 1]]) }
  }
}

extension String {
  /// The text as a part of an address.
  fileprivate var percentEncoded: String {
    let plain = Set(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,:;/()=@+*".utf8)
    let digits = Array("0123456789ABCDEF")
    var text = ""
    for byte in utf8 {
      if plain.contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return text
  }
}

/// The parameters of one write, as a picture and as a list.
private struct Assumptions {
  /// The scenario that the picture shows.
  let scenario: Scenario

  /// The assumptions of one scenario.
  init(_ scenario: Scenario) { self.scenario = scenario }

  /// The parameters as names and values, which a phone shows in place of the picture.
  var facts: [(String, String)] {
    var facts = [
      ("client timeout", DelayText.text(scenario.client.timeout)),
      ("request lost", share(scenario.network.request.loss)),
      ("request takes", words(scenario.network.request.latency)),
      ("response lost", share(scenario.network.response.loss)),
      ("response takes", words(scenario.network.response.latency)),
      ("server works", words(scenario.server.service)),
      ("fails before storing", share(scenario.server.failsBeforeStore)),
      ("fails after storing", share(scenario.server.failsAfterStore)),
    ]
    for (index, gateway) in scenario.gateways.enumerated() {
      let name = scenario.gateways.count == 1 ? "gateway" : "gateway \(index + 1)"
      facts.append(("\(name) timeout", DelayText.text(gateway.timeout)))
    }
    return facts
  }

  /// A probability with as many digits as everywhere.
  private func share(_ probability: Probability) -> String {
    EstimateText(exactShare: .exactly(probability.value)).value
  }

  /// A distribution in as few words as fit into the picture: the model itself, below, has all of
  /// it.
  private func words(_ latency: Latency) -> String {
    switch latency {
    case .constant(let delay): DelayText.text(delay)
    case .uniform(let from, let to): "\(DelayText.text(from)) to \(DelayText.text(to))"
    case .exponential(let mean): "\(DelayText.text(mean)) on average"
    case .lognormal(let median, _): "\(DelayText.text(median)) median"
    case .pareto(let scale, _), .weibull(let scale, _): "\(DelayText.text(scale)) scale"
    case .percentiles: "by percentiles"
    case .empirical: "as measured"
    case .mixture: "a mixture"
    }
  }

  /// The way from client to server with its faults; on a phone the list takes its place.
  var strip: Markup {
    let names =
      ["client"]
      + scenario.gateways.indices.map {
        scenario.gateways.count == 1 ? "gateway" : "gateway \($0 + 1)"
      }
    let networks = [scenario.network] + scenario.gateways.map(\.network)
    let width = 872.0
    let server = 250.0
    let box = 112.0
    let gap = (width - server - box * Double(names.count)) / Double(names.count)
    var content: [Markup] = []
    for (index, name) in names.enumerated() {
      let x = Double(index) * (box + gap)
      content.append(ChartFrame.rectangle("box", x: x, y: 38, width: box, height: 64))
      content.append(ChartFrame.words(name, x: x + box / 2, y: 66, "mid"))
      let timeout = index == 0 ? scenario.client.timeout : scenario.gateways[index - 1].timeout
      content.append(
        ChartFrame.words("timeout \(DelayText.text(timeout))", x: x + box / 2, y: 84, "soft mid"))
      content += hop(networks[index], from: x + box, to: x + box + gap)
    }
    let left = width - server
    content.append(ChartFrame.rectangle("box", x: left, y: 22, width: server, height: 100))
    content.append(ChartFrame.words("server", x: left + 14, y: 44))
    content.append(
      ChartFrame.words("works \(words(scenario.server.service))", x: width - 14, y: 44, "soft end"))
    content.append(ChartFrame.path("line", [(left + 30, 70), (width - 30, 70)]))
    for (x, name, chance) in [
      (left + 62, "fails before", scenario.server.failsBeforeStore),
      (width - 62, "fails after", scenario.server.failsAfterStore),
    ] {
      content += fault(x: x, y: 70)
      content.append(ChartFrame.words(name, x: x, y: 98, "soft mid"))
      content.append(ChartFrame.words(share(chance), x: x, y: 114, "mid"))
    }
    content.append(ChartFrame.rectangle("box", x: left + 103, y: 58, width: 44, height: 24))
    content.append(ChartFrame.words("store", x: left + 125, y: 74, "mid"))
    return Markup(
      "svg",
      ["class": "strip wide", "viewBox": "0 0 872 140", "role": "img"],
      [
        Markup("title", "One write and its faults"),
        Markup("desc", facts.map { "\($0.0): \($0.1)." }.joined(separator: " ")),
      ] + content)
  }

  /// One hop of the way: two arrows, each with the chance that its message is lost.
  private func hop(_ network: Network, from: Double, to: Double) -> [Markup] {
    let middle = (from + to) / 2
    let sides: [(link: Link, y: Double, name: String, isBack: Bool)] = [
      (network.request, 56, "request lost", false), (network.response, 88, "response lost", true),
    ]
    return sides.flatMap { side -> [Markup] in
      let (tip, tail) = side.isBack ? (from + 4, to - 4) : (to - 4, from + 4)
      let back = side.isBack ? 9.0 : -9
      let line = ChartFrame.path("line", [(tail, side.y), (tip + back, side.y)])
      let head = ChartFrame.path(
        "head", [(tip, side.y), (tip + back, side.y - 5), (tip + back, side.y + 5)])
      let y = side.isBack ? side.y + 30 : side.y - 18
      let chance = "\(side.name) \(share(side.link.loss))"
      return [line, head] + fault(x: middle, y: side.y)
        + [
          ChartFrame.words(
            to - from < 150 ? share(side.link.loss) : chance, x: middle, y: y, "mid"),
          ChartFrame.words(
            words(side.link.latency), x: middle, y: y + (side.isBack ? 16 : -16), "soft mid"),
        ]
    }
  }

  /// The sign for a fault: a ring with a cross in it.
  private func fault(x: Double, y: Double) -> [Markup] {
    [
      Markup(
        "circle",
        ["class": "ring", "cx": ChartFrame.text(x), "cy": ChartFrame.text(y), "r": "8"]),
      Markup(
        "path",
        [
          "class": "x",
          "d": "M\(ChartFrame.text(x - 3.5)) \(ChartFrame.text(y - 3.5))l7 7m0-7l-7 7",
        ]),
    ]
  }
}
