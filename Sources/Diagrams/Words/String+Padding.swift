/// How texts are brought to a width.
package enum Alignment {
  case left
  case right
}

extension String {
  /// The text with spaces to a width; longer text stays as it is.
  package func padded(to width: Int, _ alignment: Alignment) -> String {
    let spaces = String(repeating: " ", count: Swift.max(width - count, 0))
    switch alignment {
    case .left: return self + spaces
    case .right: return spaces + self
    }
  }
}
