import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The content that a reader finds in a page: every page is well-formed XML, too.
final class ReadPage: NSObject, XMLParserDelegate {
  /// The names of all elements, in their order.
  private(set) var names: [String] = []
  /// The references: the values of `href`, `src` and the like.
  private(set) var references: [String] = []
  private(set) var identifiers: [String] = []
  /// All words, but those of the rules of style.
  private(set) var text = ""
  /// The titles and descriptions of the images, in their order.
  private(set) var alternatives: [String] = []
  private(set) var images = 0
  private var open: [String] = []

  init(_ html: String) throws {
    super.init()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = self
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    names.append(name)
    open.append(name)
    for (attribute, value) in attributes {
      if ["href", "src", "srcset", "action", "data", "poster", "xlink:href"].contains(attribute) {
        references.append(value)
      }
      if attribute == "id" { identifiers.append(value) }
    }
    if attributes["role"] == "img" { images += 1 }
    if name == "title" || name == "desc" { alternatives.append("") }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
    text += " "
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if open.last != "style" { text += string }
    if open.last == "title" || open.last == "desc" {
      alternatives[alternatives.count - 1] += string
    }
  }
}
