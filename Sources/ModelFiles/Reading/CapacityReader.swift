import EndToEnd
import Simulation

/// How the reader takes in a server's workers and queue.
extension ModelReader {
  mutating func apply(capacity node: Node, to server: inout Server) {
    if case .string("none") = node.value {
      server.capacity = nil
      return
    }
    guard case .object = node.value else {
      reportMismatch(
        "capacity", "must be an object such as { workers: 4, queue: 100 }, or \"none\"", node)
      return
    }
    guard let fields = fields(of: node, Section.capacity) else { return }
    var capacity = server.capacity ?? Capacity()
    read("workers", of: fields, into: &capacity.workers) { value throws(QuantityProblem) in
      UInt32(try Quantity.count(value, in: 1...1_000_000))
    }
    read("queue", of: fields, into: &capacity.queue) { value throws(QuantityProblem) in
      if case .string("unbounded") = value { return nil }
      return try Self.roomOfQueue(value)
    }
    read("discipline", of: fields, into: &capacity.discipline) { value throws(QuantityProblem) in
      try Choice.oneOf(EnumNames.disciplines, value)
    }
    read("hearsCancellation", of: fields, into: &capacity.hearsCancellation, Choice.isTrue)
    server.capacity = capacity
  }

  private static func roomOfQueue(_ value: Value) throws(QuantityProblem) -> UInt32 {
    do {
      return UInt32(try Quantity.count(value, in: 0...1_000_000))
    } catch {
      throw QuantityProblem(requirement: error.requirement + ", or \"unbounded\"")
    }
  }

  /// What only makes sense where many operations meet.
  mutating func checkLoad(of scenario: Scenario, at range: SourceRange) {
    if scenario.server.capacity != nil, scenario.clients == nil {
      report(
        "'capacity' limits how many operations are served at once, and this model has one at a "
          + "time; add 'clients', such as clients: { count: 100, arrivals: { poisson: \"50/s\" } }",
        at: range)
    }
  }
}
