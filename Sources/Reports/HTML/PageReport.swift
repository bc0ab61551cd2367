import Statistics
import Study

/// All results of a model as one self-contained page, for readers without a terminal.
///
/// The page loads nothing, runs no script, and follows the light or dark setting of its reader. The question and its
/// answer come first, then the ranking, then a section for each further question, whose heading is its answer.
///
/// ```swift
/// let page = PageReport(comparison, modelText: text, command: "disagree report essay.json5")
/// print(page.html(), terminator: "")
/// ```
package struct PageReport: Sendable {
  let comparison: Comparison
  /// The model with every default filled in.
  let modelText: String
  /// The command line.
  let command: String
  /// Verdicts on what `comparison` could not decide, with finitely many delays for continuous ones: they are
  /// drawn from, and prove nothing.
  let examples: [StrategyVerdict]
  /// The same while something changes; `nil` if that was not asked for.
  let sweep: Sweep?
  /// A Boolean value that indicates whether the results stand in an order that was asked for.
  let keepsOrder: Bool
  /// The results of random trials beside exact ones, which know no times; `nil` if `comparison` has them.
  let sample: Comparison?

  /// - Parameters:
  ///   - comparison: with at least one result; with verdicts, if counterexamples are to be drawn.
  ///   - modelText: the model with every default filled in, as a text.
  ///   - command: the command line that makes this page again.
  ///   - examples: the verdicts from which to draw anomalies that the comparison's verdicts leave undecided.
  ///   - sweep: a sweep to draw as curves; `nil` for none.
  ///   - keepsOrder: true if the results stand in an order that was asked for.
  ///   - sample: the results of random trials, for the times that exact results do not have.
  package init(
    _ comparison: Comparison, modelText: String, command: String,
    examples: [StrategyVerdict] = [], sweep: Sweep? = nil, keepsOrder: Bool = false,
    sample: Comparison? = nil
  ) {
    precondition(!comparison.results.isEmpty, "a page is about some results")
    self.comparison = comparison
    self.modelText = modelText
    self.command = command
    self.examples = examples
    self.sweep = sweep
    self.keepsOrder = keepsOrder
    self.sample = sample
  }

  /// The rows of all tables and charts.
  var ranking: Ranking { Ranking(comparison, keepsOrder: keepsOrder) }

  /// The whole page, as HTML that is well-formed XML too.
  package func html() -> String {
    let ranking = ranking
    let sections = [
      series(ranking), beliefs(ranking), faults(ranking), evidence(ranking), sensitivity,
      times(ranking), curves, assumptions, reproduction(ranking),
    ].compactMap { $0 }
    let content = Markup(
      "div", ["class": "page"],
      [
        Marks.definitions,
        Markup("a", ["class": "skip", "href": "#verdict"], "Skip to the answer"),
        header(sections),
        Markup("main", [verdict(ranking), table(ranking)] + sections.map(\.markup)),
      ])
    let page = Markup("html", ["lang": "en"], [head, Markup("body", [content])])
    return "<!DOCTYPE html>\n" + page.source
  }

  /// A question of a reader: a heading that answers it, with words beside a figure.
  struct Section {
    let id: String
    /// The name in the list of contents.
    let name: String
    /// The finding.
    let heading: String
    let words: [Markup]
    let figure: [Markup]

    var markup: Markup {
      Markup(
        "section", ["class": "sec", "id": id, "aria-labelledby": id + "-heading"],
        [
          Markup(
            "div", ["class": "rail"], [Markup("h2", ["id": id + "-heading"], heading)] + words),
          Markup("div", ["class": "body"], figure),
        ])
    }
  }

  private func header(_ sections: [Section]) -> Markup {
    let links = ([("ranking", "Ranking")] + sections.map { ($0.id, $0.name) }).map { id, name in
      Markup("a", ["href": "#" + id], name)
    }
    return Markup(
      "header", ["class": "top"],
      [
        Markup("span", [Markup("b", "disagree"), .text(" report")]),
        Markup("span", comparison.model.name),
        Markup("span", MethodLine(comparison.results).text),
        Markup("nav", ["aria-label": "Contents"], links),
      ])
  }

  /// The question, its answer, and the numbers that a reader takes away.
  private func verdict(_ ranking: Ranking) -> Markup {
    let title = comparison.model.title
    let headline = Headline(comparison: comparison, ranking: ranking)
    let tiles = Tiles(comparison: comparison, ranking: ranking).all.map { tile in
      Markup(
        "li", ["class": tile.kind.map(Marks.style) ?? "k-none"],
        [Markup("span", ["class": "value"], tile.value), .text(" ")]
          + PageReport.markup(tile.phrases))
    }
    return Markup(
      "section", ["id": "verdict", "aria-label": "Answer"],
      [
        Markup("h1", title.isEmpty ? comparison.model.name : title),
        Markup("p", ["class": "answer"], PageReport.markup(headline.answer)),
        Markup("ul", ["class": "tiles"], tiles),
      ])
  }

  /// Words in which the names of strategies stand out.
  static func markup(_ phrases: [Headline.Phrase]) -> [Markup] {
    phrases.map { phrase in
      switch phrase {
      case .words(let text): .text(text)
      case .strong(let text): Markup("b", text)
      case .good(let text): Markup("b", ["class": "good"], text)
      }
    }
  }

  private var head: Markup {
    Markup(
      "head",
      [
        Markup("meta", ["charset": "utf-8"]),
        Markup(
          "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        Markup("meta", ["name": "color-scheme", "content": "light dark"]),
        // The page may load nothing, even if a text in it says so.
        Markup(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
          ]),
        Markup("meta", ["name": "generator", "content": "disagree \(Version.current)"]),
        Markup("title", "\(comparison.model.title) · disagree"),
        .style(PageStyle.sheet),
      ])
  }
}
