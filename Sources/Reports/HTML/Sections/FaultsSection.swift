import Diagrams
import EndToEnd
import Simulation
import Statistics
import Study
import Text

extension PageReport {
  /// The fewest faults for each harm, and the executions in which they do it; `nil` without verdicts.
  func faults(_ ranking: Ranking) -> Section? {
    if comparison.verdicts.isEmpty { return nil }
    let classes = judgedAnomalies
    let ways = Counterexample.all(classes, of: comparison, examples)
    let open = mostExpensive(ways)
    let shown = classes.filter { outcome in
      comparison.verdicts.contains { $0[outcome] != .impossible }
    }
    var words = [Markup("p", "The fewest faults that do each harm, however improbable they are.")]
    if !shown.isEmpty {
      words.append(
        grid(ranking, shown) { outcome, name in
          ways.first { $0.anomaly == outcome && $0.strategies.contains(name) }?.id
        })
    }
    let never = classes.filter { !shown.contains($0) }
    if !never.isEmpty {
      words.append(
        Markup(
          "p", ["class": "soft"],
          "Impossible under every strategy: \(Conclusion.list(never.map(\.heading)))."))
    }
    words += comparison.verdictNotes(in: .grid).map { Markup("p", ["class": "soft"], $0) }
    var figure: [Markup] = []
    var heading = findingWithoutDiagram(classes)
    if let open {
      heading = open.heading
      figure.append(Markup("div", ["id": open.id], [open.figure]))
      // A page should be small enough to be sent by mail.
      var room = 110_000 - open.figure.source.utf8.count
      let others = ways.filter { $0.id != open.id }.map { way in
        let markup = way.details
        room -= markup.source.utf8.count
        return room > 0
          ? markup : Markup("p", ["class": "more soft", "id": way.id], way.title + " (not drawn)")
      }
      let summary = "Other ways to do harm: \(others.count)"
      figure += others.count < 4 ? others : [.folded(summary, others)]
    }
    return Section(id: "faults", name: "How", heading: heading, words: words, figure: figure)
  }

  /// The heading where no execution can be drawn.
  private func findingWithoutDiagram(_ classes: [OutcomeClass]) -> String {
    let judgements = comparison.verdicts.flatMap { verdict in classes.map { verdict[$0] } }
    if !judgements.contains(where: { $0.isPossible }) {
      return "No execution that does harm was found"
    }
    let isSeen = judgements.contains { if case .observed = $0 { true } else { false } }
    return isSeen
      ? "Harm was seen, and how few faults suffice is not known"
      : "Harm is possible, by executions that are too long to draw"
  }

  /// The anomalies that a strategy is judged by: a late copy by itself does no harm.
  var judgedAnomalies: [OutcomeClass] {
    comparison.shownAnomalies.filter { $0 != .late || comparison.model.never.contains(.late) }
  }

  /// The way to the harm with the highest price, with the fewest faults, that is the likeliest.
  private func mostExpensive(_ ways: [Counterexample]) -> Counterexample? {
    let order: [OutcomeClass] = [.duplicate, .lost, .falseRejection, .stale, .phantom, .late]
    let prices = comparison.model.costs?.classes ?? [:]
    return ways.enumerated().min { one, other in
      func key(_ entry: (offset: Int, element: Counterexample)) -> (Double, Int, Int, Double) {
        let way = entry.element
        return (
          -prices[way.anomaly, default: 0], order.firstIndex(of: way.anomaly) ?? order.count,
          way.count, -way.path.probability
        )
      }
      return key(one) < key(other)
    }?.element
  }

  /// The fewest faults for each harm, a row a strategy.
  ///
  /// - Parameter link: returns the element that shows a harm under a strategy; `nil` for none.
  func grid(
    _ ranking: Ranking, _ classes: [OutcomeClass], link: (OutcomeClass, String) -> String?
  ) -> Markup {
    let heading = [Markup("th", "")] + classes.map { Markup("th", ["scope": "col"], $0.heading) }
    let rows = ranking.rows.compactMap { row -> Markup? in
      guard let verdict = row.result.verdict else { return nil }
      let cells = classes.map { outcome -> Markup in
        let text = PageReport.word(verdict[outcome])
        let target = link(outcome, row.names[0])
        let style =
          switch verdict[outcome] {
          case .possible(let path): path.faults.count < 2 ? "f-few" : "f-more"
          case .observed: "f-few"
          default: "f-none"
          }
        guard let target else { return Markup("td", ["class": style], text) }
        return Markup("td", ["class": style], [Markup("a", ["href": "#" + target], text)])
      }
      return Markup("tr", [Markup("th", ["scope": "row"], row.name)] + cells)
    }
    return Markup(
      "table", ["class": "grid", "aria-label": "Fewest faults for each harm"],
      [Markup("thead", [Markup("tr", heading)]), Markup("tbody", rows)])
  }

  /// The fewest faults in one or two words, for a cell of the grid.
  private static func word(_ judgement: StrategyVerdict.Judgement) -> String {
    switch judgement {
    case .impossible: "never"
    case .impossibleUpTo(faults: 0): "not by itself"
    case .impossibleUpTo(let faults): "not by \(faults)"
    case .possible(let path):
      (path.isApproximate ? "≈ " : "")
        + (path.faults.isEmpty ? "no fault" : FaultText.count(path.faults.count))
    case .observed: "seen"
    case .notFound: "≈ none"
    case .undecided: "?"
    }
  }
}

/// The execution with the fewest faults to an anomaly, and the strategies that allow it.
private struct Counterexample {
  /// The anomaly that the execution ends in.
  let anomaly: OutcomeClass
  /// The execution with its faults, as the search has found it.
  let path: RecordedPath<Outcome>
  let chart: SequenceChart
  /// The names of its faults, as `disagree trace --faults` takes them.
  let faults: String
  /// The strategies that allow the same execution: they share one diagram.
  var strategies: [String]
  /// The share of the anomaly under the first strategy; `nil` where the path's probability cannot be compared.
  let share: Double?
  /// The anchor of the diagram, given when all of them are known.
  var id = ""

  var count: Int { path.faults.count }

  /// Those of all strategies: in the order of the anomalies, the fewest faults first.
  ///
  /// - Parameter examples: verdicts to draw from where those leave an anomaly undecided.
  static func all(
    _ anomalies: [OutcomeClass], of comparison: Comparison, _ examples: [StrategyVerdict]
  ) -> [Counterexample] {
    var all: [Counterexample] = []
    for anomaly in anomalies {
      var found: [Counterexample] = []
      for result in comparison.results {
        guard let known = result.verdict else { continue }
        let example = examples.first { $0.strategy == known.strategy }
        let verdict = known[anomaly] == .undecided ? example ?? known : known
        guard case .possible(let path) = verdict[anomaly],
          // An execution that is too long to be drawn still stands in the grid.
          let chart = try? SequenceChart(
            replaying: path, of: verdict.strategy.scenario,
            discretisation: path.isApproximate ? verdict.discretisation : nil, title: "")
        else { continue }
        if let index = found.firstIndex(where: { $0.chart == chart }) {
          found[index].strategies.append(result.strategy)
          continue
        }
        let isComparable = !path.isApproximate && path.delays == nil
        found.append(
          Counterexample(
            anomaly: anomaly, path: path, chart: chart,
            faults: FaultText(scenario: verdict.strategy.scenario).brief(path.faults),
            strategies: [result.strategy],
            share: isComparable && result.value(anomaly) > 0 ? result.value(anomaly) : nil))
      }
      // Those with as many faults stay in the order of the results.
      all += found.enumerated().sorted {
        ($0.element.count, $0.offset) < ($1.element.count, $1.offset)
      }.map(\.element)
    }
    for index in all.indices { all[index].id = "way-\(index + 1)" }
    return all
  }

  /// The sign before an approximation; empty for an exact search.
  private var sign: String { path.isApproximate ? "≈ " : "" }

  /// The faults as the end of a sentence.
  private var how: String {
    count == 0 ? "without a fault" : "by \(FaultText.count(count)): \(faults)"
  }

  /// The title of the diagram: who allows what, and by which faults.
  var title: String {
    "\(sign)\(strategies.joined(separator: ", ")): \(PageReport.event(anomaly)) \(how)"
  }

  /// The finding of the section whose open diagram it is.
  var heading: String {
    let event = PageReport.event(anomaly)
    switch count {
    case 0: return "It takes no fault for a write to be \(event)"
    case 1: return "One fault is enough: \(faults)"
    default: return "It takes \(Headline.number(count)) faults for a write to be \(event)"
    }
  }

  /// The diagram, with its story beside it.
  var figure: Markup {
    var diagram = chart.diagram
    diagram.title = ""
    diagram.closings = []
    let story = zip(chart.rows, chart.story).compactMap { row, sentence -> Markup? in
      if case .receives = row.event { return nil }
      return Markup(
        "li", row.event.isFault ? ["class": "hit"] : ["class": "step"],
        [Markup("span", DelayText.text(row.instant)), Markup("div", sentence)])
    }
    let told = Markup("ol", ["class": "story"], story)
    // What is long is wide or high, and has its words below it: beside them there are 444 pixels, and
    // letters of 13 pixels can be read down to 9.5.
    let isLong =
      chart.participants.count > 2 || story.count > 14 || diagram.svgWidth > 600
    return Markup(
      "div", ["class": isLong ? "way stacked" : "way"],
      [
        Markup(
          "div",
          ["class": "scroll", "role": "region", "aria-label": "Sequence chart", "tabindex": "0"],
          [.diagram(diagram, titled: title)]),
        Markup(
          "div",
          [
            Markup("h3", title), Markup("p", ["class": "soft"], probabilityText + "."),
            story.count > 14 ? .folded("In plain words", [told]) : told,
          ]),
      ])
  }

  /// The share of the writes that go exactly this way, where it is known.
  private var probabilityText: String {
    if path.delays != nil {
      return "The latencies allow this order of events; its probability is not known"
    }
    let all = NumberText.threeDigits(path.probability * 100)
    var text = "\(sign)\(all)% of the writes under \(strategies[0]) go exactly this way"
    if let share {
      let part = EstimateText(exactShare: .exactly(min(path.probability / share, 1))).value
      text += ": \(part) of what is \(PageReport.event(anomaly))"
    }
    return text
  }

  /// The diagram, closed until a reader opens it.
  var details: Markup {
    Markup("details", ["class": "more", "id": id], [Markup("summary", title), figure])
  }
}

extension PageReport {
  /// An anomaly as it is told of a write.
  fileprivate static func event(_ anomaly: OutcomeClass) -> String {
    switch anomaly {
    case .duplicate: "stored twice"
    case .lost: "lost"
    case .phantom: "stored, and the client unsure"
    case .falseRejection: "stored, and the client told no"
    case .late: "stored late"
    case .stale: "replaced by older data"
    default: anomaly.explanation
    }
  }
}

extension SequenceChart.ChartEvent {
  /// A Boolean value that indicates whether something goes wrong here.
  var isFault: Bool {
    switch self {
    case .sends(let message): message.isLost
    case .fails, .forgetsKey, .losesWrite, .crashes, .restartsDuring, .loses, .overlooks: true
    default: false
    }
  }
}
