/// The syntax of words without quotes: numbers and names.
enum NumberSyntax {
  /// The number that a word is, if it is one as JSON5 writes them.
  static func literal(_ word: String) -> NumberLiteral? {
    var digits = Substring(word)
    var sign = 1.0
    if digits.first == "+" || digits.first == "-" {
      if digits.removeFirst() == "-" { sign = -1 }
    }
    switch digits {
    case "Infinity": return NumberLiteral(text: word, value: sign * .infinity)
    case "NaN": return NumberLiteral(text: word, value: .nan)
    default: break
    }
    if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
      let hexadecimal = digits.dropFirst(2)
      guard !hexadecimal.isEmpty, hexadecimal.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
        return nil
      }
      let value = hexadecimal.reduce(0.0) { $0 * 16 + Double($1.hexDigitValue ?? 0) }
      return NumberLiteral(text: word, value: sign * value)
    }
    guard isDecimal(digits), let value = decimal(String(digits)) else { return nil }
    return NumberLiteral(text: word, value: sign * value)
  }

  /// The number nearest to decimal digits, perhaps with a point and an exponent.
  static func decimal(_ digits: String) -> Double? {
    // The standard library wants a digit on both sides of the point.
    var text = digits
    if text.hasPrefix(".") { text = "0" + text }
    if let point = text.firstIndex(of: ".") {
      let next = text.index(after: point)
      if next == text.endIndex || !text[next].isNumber { text.insert("0", at: next) }
    }
    return Double(text)
  }

  /// Returns true if a text is digits, perhaps with a point among them, and perhaps an exponent.
  static func isDecimal(_ text: Substring) -> Bool {
    func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
    var rest = text
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction: Substring = ""
    if rest.first == "." {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    if whole.isEmpty && fraction.isEmpty { return false }
    // A leading zero would mean an octal number to some.
    if whole.count > 1 && whole.first == "0" { return false }
    if rest.first == "e" || rest.first == "E" {
      rest = rest.dropFirst()
      if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
      let exponent = rest.prefix(while: isDigit)
      return !exponent.isEmpty && exponent.count == rest.count
    }
    return rest.isEmpty
  }

  /// Returns true for a word that was meant as a number, for example `1.5.2` or `10ms`, so that the message can say so.
  static func looksLikeNumber(_ word: String) -> Bool {
    word.first.map { $0.isNumber || "+-.".contains($0) } ?? false
  }

  /// Returns true if a word can be a key without quotes.
  static func isName(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first else { return false }
    return isNameStart(first) && word.unicodeScalars.dropFirst().allSatisfy(isNamePart)
  }

  /// Returns true for a character that may begin a name (ECMAScript 5.1, section 7.6, by
  /// Unicode's ID_Start).
  private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "$" || scalar == "_" || scalar.properties.isIDStart
  }

  /// Returns true for a character that may continue a name. The last two are the zero-width
  /// joiners, which ECMAScript allows.
  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    isNameStart(scalar) || scalar.properties.isIDContinue || scalar == "\u{200c}"
      || scalar == "\u{200d}"
  }
}
