import Simulation

/// The part of an execution that a chart of many nodes shows.
struct ExecutionPart: Sendable {
  let entries: [TraceRecorder.Entry]
  /// The indices of the nodes that are shown, in their order.
  let nodes: [Int]
}

extension Execution {
  /// The causal past of some nodes at the end: what they did, and what those did before from whom they heard (Lamport,
  /// *Time, Clocks, and the Ordering of Events in a Distributed System*, 1978).
  ///
  /// Lost messages and other faults belong to it, too: without them the property would hold.
  func causalPast(of nodes: Set<Int>) -> ExecutionPart {
    var past = nodes
    var kept: [TraceRecorder.Entry] = []
    // The messages that a node of the past has received and that are not sent yet, on the way back.
    var awaited: [TraceRecorder.Action] = []
    for entry in entries.reversed() {
      switch entry.action {
      case .arrives(let message, let sender, let receiver):
        guard past.contains(receiver) else { continue }
        awaited.append(.sends(message, from: sender, to: receiver, arrival: entry.instant))
      case .sends(_, let sender, let receiver, nil):
        past.formUnion([sender, receiver])
      case .sends(_, let sender, _, _):
        guard let index = awaited.firstIndex(of: entry.action) else { continue }
        awaited.remove(at: index)
        past.insert(sender)
      case .decides(_, let node, _): past.insert(node)
      case .fires(_, let node), .covers(_, let node), .tells(_, let node), .traps(let node),
        .changes(_, let node):
        guard past.contains(node) else { continue }
      }
      kept.append(entry)
    }
    return ExecutionPart(entries: kept.reversed(), nodes: past.sorted())
  }
}

extension ProtocolTest {
  /// The largest number of nodes of a chart that shows all of them.
  private static var mostLanes: Int { 8 }

  /// The part of an execution that matters for a property which is broken at its end; `nil` to show everything.
  ///
  /// A node whose state might as well be that at the start has no part in it, nor has a node from which nothing was heard.
  func part(of execution: Execution<Subject>, breaking broken: Int) -> ExecutionPart? {
    let names = subject.names
    let property = properties[broken]
    guard names.count > Self.mostLanes, !property.time.isLiveness, !property.isLinearizability
    else {
      return nil
    }
    var states = execution.nodes
    var essential = Set(names.indices)
    for (index, name) in names.enumerated() {
      let state = states[index]
      states[index] = subject.initialState(of: name)
      if property.isTrue(of: NodeStates(names: names, states: states), nil) {
        states[index] = state
      } else {
        essential.remove(index)
      }
    }
    // Nothing at all is needed to break it: it is broken from the start.
    return essential.isEmpty ? nil : execution.causalPast(of: essential)
  }
}
