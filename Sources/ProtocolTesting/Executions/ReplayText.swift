import Foundation
import Simulation
import Text

/// The names of decisions in one line, as ``ProtocolTest/replay(_:)`` reads them.
enum ReplayText {
  private static let stop = "stops after "

  /// - Parameter events: the number of events at which an endless execution is cut off; `nil` for none.
  static func text(_ names: [String], stop events: Int?) -> String {
    (names + (events.map { ["\(stop)\($0)" + ($0 == 1 ? " event" : " events")] } ?? [])).joined(
      separator: "; ")
  }

  /// Returns the number of events at which an execution is cut off, if that is what a name says.
  static func stop(_ name: String) -> Int? {
    guard name.hasPrefix(stop) else { return nil }
    return name.dropFirst(stop.count).split(separator: " ").first.flatMap { Int($0) }
  }

  /// The names in a line, without the spaces around them.
  static func names(in text: String) -> [String] {
    text.split(separator: ";").map { $0.trimmingPrefix(while: \.isWhitespace) }
      .map { name in
        var name = name
        while name.last?.isWhitespace == true { name.removeLast() }
        return String(name)
      }
      .filter { !$0.isEmpty }
  }
}

/// The name of a decision about a delay: "client->server #1 takes 35ms".
enum DelayLabel {
  private static let verb = " takes "

  static func text(_ label: String, _ delay: Delay) -> String {
    label + verb + text(delay)
  }

  /// A delay without a space: in whole milliseconds, or else in nanoseconds.
  static func text(_ delay: Delay) -> String {
    DelayText.word(nanoseconds: delay.nanoseconds)
  }

  /// Returns the decision and its delay, or `nil` if the text names no delay.
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
