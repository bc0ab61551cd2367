import Diagrams
import Text

/// A piece of a page: well-formed markup in which text cannot become markup.
///
/// ```swift
/// Markup("p", ["class": "note"], "a < b")   // <p class="note">a &lt; b</p>
/// ```
///
/// The names of elements and attributes are literals of this program. Everything from a model is a text or the
/// value of an attribute, and both are escaped here and nowhere else.
struct Markup {
  /// The text of the element, escaped where it is content.
  let source: String

  /// An element and what it holds.
  init(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ content: [Markup]
  ) {
    let inside = content.map { $0.source }.joined()
    source = Markup.tag(name, attributes) + ">" + inside + "</\(name)>" + Markup.end(of: name)
  }

  /// An element that holds a text.
  init(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ text: String) {
    self.init(name, attributes, [.text(text)])
  }

  /// An element without attributes.
  init(_ name: StaticString, _ content: [Markup]) { self.init(name, [:], content) }

  /// An element without attributes that holds a text.
  init(_ name: StaticString, _ text: String) { self.init(name, [:], text) }

  /// An element that holds nothing.
  init(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
    source = Markup.tag(name, attributes) + "/>" + Markup.end(of: name)
  }

  /// Markup from a text that is well-formed already. Only this file makes such texts.
  private init(source: String) { self.source = source }

  /// A text, with what would act or hide itself made visible.
  static func text(_ text: String) -> Markup { Markup(source: XMLText.escaped(text)) }

  /// A text whose lines stay lines.
  static func lines(_ text: String) -> Markup {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return Markup(source: lines.map { XMLText.escaped(String($0)) }.joined(separator: "\n"))
  }

  /// A diagram, which makes its own words harmless.
  static func diagram(_ diagram: Diagram, titled name: String) -> Markup {
    Markup(source: diagram.svg(named: name, isPart: true))
  }

  /// A script, which is written in this program and says itself that it is no markup.
  static func script(_ source: String) -> Markup {
    Markup(source: "<script>\(source)</script>\n")
  }

  /// The rules of style, which are written in this program.
  static func style(_ rules: String) -> Markup {
    Markup(source: "<style>\n\(rules)\n</style>\n")
  }

  /// An opening tag. Names are literals of the program, and values are escaped: no text of a user
  /// can end an attribute.
  private static func tag(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
  ) -> String {
    "<\(name)" + attributes.map { " \($0)=\"\(XMLText.escaped($1))\"" }.joined()
  }

  /// A line for each block and each shape, so that two pages can be compared.
  private static func end(of name: StaticString) -> String {
    switch name.description {
    case "a", "b", "code", "span", "small", "i", "use", "line": ""
    default: "\n"
    }
  }
}
