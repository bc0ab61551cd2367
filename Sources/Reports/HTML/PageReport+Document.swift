import Study

extension PageReport {
  /// The whole page, as HTML that is well-formed XML too.
  package func html() -> String {
    let ranking = ranking
    let playground = playground
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
        Markup(
          "main",
          [verdict(ranking), table(ranking)] + sections.map(\.markup)
            + (playground.map { [$0] } ?? [])),
      ])
    let page = Markup(
      "html", ["lang": "en"], [head(hasScript: playground != nil), Markup("body", [content])])
    return "<!DOCTYPE html>\n" + page.source
  }

  /// The line on top: the model, the method, and links to the sections of this page.
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

  /// - Parameter hasScript: true to allow the one script of the playground, and its module.
  private func head(hasScript: Bool) -> Markup {
    let scripts = hasScript ? "; script-src '\(PlaygroundFiles.digest)' 'wasm-unsafe-eval'" : ""
    return Markup(
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
            "content": "default-src 'none'; style-src 'unsafe-inline'" + scripts,
          ]),
        Markup("meta", ["name": "generator", "content": "disagree \(Version.current)"]),
        Markup("title", "\(comparison.model.title) · disagree"),
        .style(PageStyle.sheet + (hasScript ? "\n" + PlaygroundStyle.sheet : "")),
      ])
  }

  /// The ranking of the strategies, with its notes.
  private func table(_ ranking: Ranking) -> Markup {
    Markup(
      "section", ["id": "ranking", "aria-labelledby": "ranking-heading"],
      [Markup("h2", ["id": "ranking-heading"], "What goes wrong, and how often")]
        + rankedTable(ranking) + notes.map { Markup("p", ["class": "foot"], $0) })
  }

  /// The notes below the table: the method, the cost, and what the model forbids.
  private var notes: [String] {
    [Footnotes.about(comparison.results).joined(separator: " ")]
      + [
        (Conclusion(comparison: comparison).notes + BoundNotes(comparison).sentences)
          .joined(separator: " ")
      ].filter { !$0.isEmpty }
  }
}
