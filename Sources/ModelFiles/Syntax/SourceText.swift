/// The text of a file, with its name and its lines.
package struct SourceText: Sendable {
  /// The name of the file in messages.
  package let name: String
  /// The text as UTF-8, or what should be.
  package let bytes: [UInt8]
  /// The changes of the file's text, for messages; `nil` if there are none.
  let change: String?
  /// The offset at which each line begins.
  private let lineStarts: [Int]

  /// Creates a text and finds its lines, in time proportional to its length.
  package init(name: String, bytes: [UInt8]) {
    self.init(name: name, bytes: bytes, change: nil)
  }

  /// The text of a file, with the starts of its lines.
  init(name: String, bytes: [UInt8], change: String?) {
    self.name = name
    self.bytes = bytes
    self.change = change
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The line and the column, in characters, of a byte; both counted from 1.
  func position(at offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(at: offset)
    let before = String(decoding: bytes[lineStarts[line]..<min(offset, bytes.count)], as: UTF8.self)
    return (line + 1, before.unicodeScalars.count + 1)
  }

  /// The text in a range.
  func text(in range: SourceRange) -> String {
    String(decoding: bytes[range.lower..<min(range.upper, bytes.count)], as: UTF8.self)
  }

  /// The range of the line that holds a byte, without its end.
  func lineRange(at offset: Int) -> SourceRange {
    let line = lineIndex(at: offset)
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    if end > lineStarts[line], bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceRange(lower: lineStarts[line], upper: end)
  }

  /// The number of spaces or tabs that begin the line that holds a byte.
  func indentation(at offset: Int) -> Int {
    let start = lineStarts[lineIndex(at: offset)]
    return bytes[start..<max(offset, start)].prefix(while: SourceText.indents).count
  }

  /// Returns true if nothing but spaces and tabs stands before a byte in its line.
  ///
  /// It looks back from there, not from the start of the line on: a line may hold as much as a file.
  func beginsLine(at offset: Int) -> Bool {
    let start = lineStarts[lineIndex(at: offset)]
    return bytes[start..<offset].reversed().allSatisfy(SourceText.indents)
  }

  /// Returns true for a space or a tab.
  private static func indents(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// The number of the line that holds an offset, from 0. Complexity: O(log *n*) in the number of
  /// lines.
  private func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

/// A part of a text, by the offsets of its first byte and of the byte after its last.
package struct SourceRange: Hashable, Sendable {
  /// The offset of the first byte.
  package var lower: Int
  /// The offset of the byte after the last.
  package var upper: Int

  /// Creates a range from two offsets.
  package init(lower: Int, upper: Int) {
    self.lower = lower
    self.upper = upper
  }
}
