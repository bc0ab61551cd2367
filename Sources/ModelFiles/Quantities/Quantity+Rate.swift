import EndToEnd
import Simulation

/// Rates, for example `"100/s"`, and back again.
extension Quantity {
  /// A number per unit of time: `"100/s"`, `"2.5/min"`.
  static func rate(_ value: Value) throws(QuantityError) -> Rate {
    let problem = QuantityError(
      requirement: "must be a rate from 0 to 1000000 a second, for example \"100/s\"")
    guard case .string(let text) = value else { throw problem }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let digits = DecimalDigits(parts[0].trimmed) else { throw problem }
    guard let unit = rateUnits.first(where: { $0.name == parts[1].trimmed }) else {
      throw QuantityError(requirement: "must be a number per s, min, h or d, for example \"100/s\"")
    }
    guard let number = digits.value(shiftedBy: 0) else { throw problem }
    let perSecond = number / unit.seconds
    guard perSecond >= 0, perSecond <= Rate.most else { throw problem }
    return Rate(perSecond: perSecond)
  }

  /// The text of a rate, in the largest unit of time in which it reads back as the same.
  static func text(of rate: Rate) -> String {
    for unit in rateUnits {
      let text = JSON5Writer.plain(rate.perSecond * unit.seconds) + "/" + unit.name
      // A rate that is no short number of a second may be one of a minute.
      if text.count <= 12, (try? self.rate(.string(text))) == rate { return text }
    }
    return JSON5Writer.plain(rate.perSecond) + "/s"
  }

  /// The units of time of a rate, with their lengths in seconds, in the order in which a text
  /// tries them.
  private static let rateUnits: [(name: String, seconds: Double)] = [
    ("s", 1), ("min", 60), ("h", 3_600), ("d", 86_400),
  ]
}

extension Substring {
  /// Without spaces at its ends.
  fileprivate var trimmed: Substring {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
