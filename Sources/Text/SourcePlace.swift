/// A place in a text file, for reports that lead their readers there.
package struct SourcePlace: Hashable, Sendable {
  /// The number of the line, from 1.
  package let line: Int
  /// The number of the character in the line, from 1.
  package let column: Int

  /// Creates a place from two numbers that begin at 1.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
