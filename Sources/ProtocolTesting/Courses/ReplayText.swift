/// The names of decisions, one after the other.
enum ReplayText {
  private static let stop = "stops after "

  /// - Parameter events: after how many events the course is cut off that has no end.
  static func text(_ names: [String], stop events: Int?) -> String {
    (names + (events.map { ["\(stop)\($0)" + ($0 == 1 ? " event" : " events")] } ?? [])).joined(
      separator: "; ")
  }

  /// After how many events a course is to be cut off, if that is what a name says.
  static func stop(_ name: String) -> Int? {
    guard name.hasPrefix(stop) else { return nil }
    return name.dropFirst(stop.count).split(separator: " ").first.flatMap { Int($0) }
  }

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
