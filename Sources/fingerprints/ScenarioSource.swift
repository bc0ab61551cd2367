import EndToEnd
import Simulation

/// A scenario as Swift source that builds it again, for a program that cannot read a model.
///
/// The source uses the public interface alone. A member that cannot be written so makes a program that
/// does not compile: nothing is left out in silence.
enum ScenarioSource {
  /// Statements that make a fresh scenario, in the variable of that name, into this one.
  static func statements(_ scenario: Scenario, named name: String) -> [String] {
    let usual = Set(assignments(to: name, membersOf: Scenario(), except: []))
    return assignments(to: name, membersOf: scenario, except: []).filter { !usual.contains($0) }
  }

  /// The assignments of all members of a value, found by reflection: a new parameter of a
  /// scenario needs no line here.
  private static func assignments(
    to path: String, membersOf value: Any, except names: [String]
  ) -> [String] {
    Mirror(reflecting: value).children.flatMap { member -> [String] in
      let label = member.label ?? ""
      if derived.contains(label) || names.contains(label) { return [] }
      // What copies of a scenario share has the members of the scenario.
      if label == "storage", let parts = Mirror(reflecting: member.value).children.first?.value {
        return assignments(to: path, membersOf: parts, except: [])
      }
      // These boxes are private: what they hold has members of its own.
      if ["_details", "_otherWork"].contains(label) {
        return assignments(to: path, boxedBy: member.value)
      }
      if label == "_duplication", let network = value as? Network {
        return assignments(to: "\(path).requestDuplicates", network.requestDuplicates)
          + assignments(to: "\(path).responseDuplicates", network.responseDuplicates)
      }
      if label.hasPrefix("_") {
        return assignments(to: "\(path).\(label.dropFirst())", boxedBy: member.value)
      }
      return assignments(to: "\(path).\(label)", member.value)
    }
  }

  /// The assignments to a member that a property wrapper keeps in a box, if it keeps one.
  private static func assignments(to path: String, boxedBy wrapper: Any) -> [String] {
    guard let box = Mirror(reflecting: wrapper).children.first?.value else { return [] }
    let mirror = Mirror(reflecting: box)
    if mirror.displayStyle != .optional {
      return mirror.children.flatMap { assignments(to: path, $0.value) }
    }
    guard let some = mirror.children.first else { return ["\(path) = nil"] }
    return Mirror(reflecting: some.value).children.map { "\(path) = \(expression($0.value))" }
  }

  /// The members that a structure derives when its other members are assigned.
  private static let derived = [
    "hasGateway", "gatewayPlaces", "mayStop", "mayStretch", "mayRefuseToStore",
  ]

  /// The assignment of one value: member by member for a structure, at once for anything else.
  private static func assignments(to path: String, _ value: Any) -> [String] {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .struct, word(value) == nil {
      return assignments(to: path, membersOf: value, except: [])
    }
    return ["\(path) = \(expression(value))"]
  }

  /// A value as an expression.
  private static func expression(_ value: Any) -> String {
    if let word = word(value) { return word }
    let mirror = Mirror(reflecting: value)
    let type = String(reflecting: type(of: value))
    switch mirror.displayStyle {
    case .optional:
      return mirror.children.first.map { expression($0.value) } ?? "nil"
    case .collection:
      return "[" + mirror.children.map { expression($0.value) }.joined(separator: ", ") + "]"
    case .tuple:
      return list(mirror.children)
    case .enum:
      guard let payload = mirror.children.first else { return "\(type).\(value)" }
      let arguments = expression(payload.value)
      let isList = Mirror(reflecting: payload.value).displayStyle == .tuple
      return "\(type).\(payload.label ?? "")" + (isList ? arguments : "(\(arguments))")
    default:
      let named = initializers[type] ?? []
      let given = mirror.children.filter { named.contains($0.label ?? "") }
      let rest = assignments(to: "new", membersOf: value, except: named)
      if rest.isEmpty { return type + list(given) }
      return "{ () -> \(type) in var new = \(type)\(list(given)); "
        + rest.joined(separator: "; ") + "; return new }()"
    }
  }

  /// The arguments of an initializer, in their order.
  private static func list(_ members: some Sequence<Mirror.Child>) -> String {
    let arguments = members.map { member in
      // The members of a tuple that have no name are called ".0" and so on.
      let label = member.label.flatMap { $0.hasPrefix(".") ? nil : "\($0): " } ?? ""
      return label + expression(member.value)
    }
    return "(" + arguments.joined(separator: ", ") + ")"
  }

  /// The members that a structure's initialiser asks for, where it asks for some.
  private static let initializers = [
    "EndToEnd.Clients": ["count", "arrivals"],
    "EndToEnd.Clients.Phase": ["from", "rate"],
    "EndToEnd.Hedge": ["after", "attempts", "hurries"],
    "EndToEnd.PlannedOutage": ["from", "lasts", "answers"],
    "EndToEnd.Slowdown": ["from", "lasts", "factor"],
    "EndToEnd.Capacity.Overload": ["above", "factor"],
  ]

  /// A value that is written as one word, with all its parts.
  private static func word(_ value: Any) -> String? {
    switch value {
    case let value as Bool: "\(value)"
    case let value as any FixedWidthInteger: "\(value)"
    case let value as Double: bits(value)
    case let value as Delay: "Delay.nanoseconds(\(value.nanoseconds))"
    case let value as Probability: "Probability(\(bits(value.value)))!"
    case let value as ConnectionFailures: "ConnectionFailures(rawValue: \(value.rawValue))"
    case let value as Status: "Status(code: \(value.code))"
    case let value as StatusSet: list(value)
    case let value as StatusMeanings: list(value)
    case let value as Percentiles: list(value)
    case let value as Rate: "Rate(perSecond: \(bits(value.perSecond)))"
    case let value as RetryBudget.Tokens: "RetryBudget.Tokens(\(bits(value.value)))"
    case let value as Weighted<Delay>: list(value)
    case let value as Weighted<Latency>: list(value)
    default: nil
    }
  }

  /// No digits that a compiler would have to read: the same bits.
  private static func bits(_ number: Double) -> String {
    "Double(bitPattern: 0x\(String(number.bitPattern, radix: 16)))"
  }

  /// A set of statuses by its hundreds, where it has all of them, and one by one.
  private static func list(_ statuses: StatusSet) -> String {
    var text = "StatusSet()"
    var rest = statuses
    for (hundred, name) in [
      (StatusSet.clientErrors, "clientErrors"), (StatusSet.serverErrors, "serverErrors"),
    ] where statuses.union(hundred) == statuses {
      text += ".union(StatusSet.\(name))"
      rest.subtract(hundred)
    }
    let list = rest.map(expression).joined(separator: ", ")
    return text + ".union(StatusSet([\(list)] as [Status]))"
  }

  /// The meanings of statuses, one by one.
  private static func list(_ meanings: StatusMeanings) -> String {
    let each = StatusSet.codes.map { Status(code: $0) }.compactMap { status in
      meanings[status].map { "new[\(expression(status))] = StatusMeanings.Meaning.\($0)" }
    }
    return "{ () -> StatusMeanings in var new = StatusMeanings(); "
      + (each + ["return new }()"]).joined(separator: "; ")
  }

  /// Percentiles by their exact shares and delays.
  private static func list(_ percentiles: Percentiles) -> String {
    let points = percentiles.points.map {
      "Percentiles.Point(Percentiles.Share(trillionths: \($0.above.trillionths)), "
        + "\(expression($0.delay)))"
    }
    return "Percentiles([\(points.joined(separator: ", "))])!"
  }

  /// A weighted list, with weights by their bits so that none is rounded.
  private static func list(_ weighted: Weighted<some Hashable & Sendable>) -> String {
    let pairs = weighted.elements.map {
      "Weighted.Pair(\(expression($0.element)), weight: \(bits($0.weight)))"
    }
    return "Weighted([\(pairs.joined(separator: ", "))])!"
  }
}
