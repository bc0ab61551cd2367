/// A table of a page: the first column names the rows, the others are numbers.
struct PageTable {
  /// The words above the table, which screen readers read first.
  let caption: String
  /// The headings of the columns.
  let heading: [String]
  /// A cell may have several lines: the first is the value, what follows is smaller.
  var rows: [[Cell]]

  /// The content of a cell.
  struct Cell {
    let value: String
    /// The smaller text below it, for example an interval.
    var detail = ""

    init(_ value: String, detail: String = "") {
      self.value = value
      self.detail = detail
    }

    /// An estimate, with its interval below it.
    init(_ text: EstimateText) { self.init(text.value, detail: text.interval) }
  }

  /// A table with one cell for each column in every row.
  init(_ caption: String, heading: [String], rows: [[Cell]]) {
    self.caption = caption
    self.heading = heading
    self.rows = rows
  }

  /// The table, in a region that scrolls by itself where it is wider than the page.
  var markup: Markup {
    let head = Markup(
      "thead", [Markup("tr", heading.map { Markup("th", ["scope": "col"], $0) })])
    let body = Markup(
      "tbody",
      rows.map { row in
        Markup(
          "tr",
          row.enumerated().map { column, cell in
            let content =
              [Markup.text(cell.value)]
              + (cell.detail.isEmpty ? [] : [Markup("small", cell.detail)])
            if column == 0 { return Markup("th", ["scope": "row"], content) }
            return Markup("td", content)
          })
      })
    // Not in the table, which may be wider than the page.
    let words = Markup("p", ["class": "soft"], caption)
    let region = Markup(
      "div", ["class": "scroll", "role": "region", "aria-label": caption, "tabindex": "0"],
      [Markup("table", [head, body])])
    return Markup("div", [words, region])
  }
}

extension Markup {
  /// Content that is closed until a reader opens it, and not printed.
  static func folded(_ summary: String, _ content: [Markup]) -> Markup {
    Markup("details", ["class": "more"], [Markup("summary", summary)] + content)
  }
}
