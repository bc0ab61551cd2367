/// A table of a page: the first column names the rows, the others are numbers.
struct PageTable {
  let caption: String
  let heading: [String]
  /// A cell may have several lines: the first is the value, what follows is smaller.
  var rows: [[Cell]]

  /// The content of a cell.
  struct Cell {
    let value: String
    var detail = ""
    /// A Boolean value that indicates whether the cell holds words rather than a number.
    var isWords = false

    init(_ value: String, detail: String = "", isWords: Bool = false) {
      self.value = value
      self.detail = detail
      self.isWords = isWords
    }

    /// An estimate, with its interval below it.
    init(_ text: EstimateText) { self.init(text.value, detail: text.interval) }
  }

  init(_ caption: String, heading: [String], rows: [[Cell]]) {
    self.caption = caption
    self.heading = heading
    self.rows = rows
  }

  /// A table of a report in depth, without the columns in which nothing stands.
  init(_ caption: String, _ section: RunReport.Section) {
    let kept = section.heading.indices.filter { column in
      column == 0 || section.rows.contains { !$0[column].isEmpty }
    }
    self.init(
      caption, heading: kept.map { section.heading[$0] },
      rows: section.rows.map { row in
        kept.map { column in
          // A column without a heading explains the others.
          Cell(row[column], isWords: section.heading[column].isEmpty)
        }
      })
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
            return cell.isWords ? Markup("td", ["class": "words"], content) : Markup("td", content)
          })
      })
    // Not in the table, which may be wider than the page.
    let words = Markup("p", ["class": "note"], caption)
    return Markup("div", [words, .scrolling(caption, [Markup("table", [head, body])])])
  }
}

extension Markup {
  /// Content that may be wider than the page. It scrolls by itself, with the keyboard too.
  static func scrolling(_ label: String, _ content: [Markup]) -> Markup {
    Markup(
      "div", ["class": "scroll", "role": "region", "aria-label": label, "tabindex": "0"], content)
  }

  /// A text as it is written in a file, which scrolls as well.
  static func listing(_ label: String, _ text: String) -> Markup {
    Markup("pre", ["role": "region", "aria-label": label, "tabindex": "0"], [.lines(text)])
  }

  /// A chart with words above it.
  static func figure(_ caption: String, note: String = "", _ content: [Markup]) -> Markup {
    let words = [Markup.text(caption)] + (note.isEmpty ? [] : [Markup("small", note)])
    return Markup("figure", ["class": "tile"], [Markup("figcaption", words)] + content)
  }

  /// Content that is closed until a reader opens it.
  static func details(_ summary: String, isOpen: Bool = false, _ content: [Markup]) -> Markup {
    let all = [Markup("summary", summary)] + content
    return isOpen ? Markup("details", ["open": "open"], all) : Markup("details", all)
  }

  /// A chart and the tables that belong to it, beside each other where there is room.
  static func row(_ content: [Markup]) -> Markup { Markup("div", ["class": "row"], content) }

  /// Charts side by side, as many as there is room for.
  static func tiles(_ content: [Markup]) -> Markup { Markup("div", ["class": "tiles"], content) }
}
