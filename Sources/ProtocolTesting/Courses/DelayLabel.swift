import Foundation
import Simulation
import Text

/// A decision about a delay, as a replay names it: "client->server #1 takes 35ms".
enum DelayLabel {
  private static let verb = " takes "

  static func text(_ label: String, _ delay: Delay) -> String {
    label + verb + text(delay)
  }

  /// A length without a space: whole milliseconds, or else nanoseconds.
  static func text(_ delay: Delay) -> String {
    DelayText.word(nanoseconds: delay.nanoseconds)
  }

  /// The decision and its delay; `nil` if it is about no delay.
  static func parse(_ text: String) -> (label: String, delay: Delay)? {
    guard let range = text.range(of: verb, options: .backwards) else { return nil }
    let length = text[range.upperBound...]
    let unit: Int64
    if length.hasSuffix("ms") {
      unit = 1_000_000
    } else if length.hasSuffix("ns") {
      unit = 1
    } else {
      return nil
    }
    guard let number = Int64(length.dropLast(2)), number >= 0 else { return nil }
    let (nanoseconds, isTooMuch) = number.multipliedReportingOverflow(by: unit)
    guard !isTooMuch, nanoseconds <= Delay.longest.nanoseconds else { return nil }
    return (String(text[..<range.lowerBound]), .nanoseconds(nanoseconds))
  }
}
