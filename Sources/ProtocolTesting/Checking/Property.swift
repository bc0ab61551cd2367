/// The time at which a property must hold.
enum PropertyTime: Hashable, Sendable {
  /// After every event.
  case always
  /// At the end: nothing is pending any more.
  case atTheEnd
  /// Once, at some time.
  case eventually
  /// At some time after the trigger has held.
  case leadsTo

  /// A Boolean value that indicates whether only an execution that is over, or never is, can break the property.
  var isLiveness: Bool { self == .eventually || self == .leadsTo }
}

/// A condition on the states of all nodes.
struct Property<Subject: NodeProtocol>: Sendable {
  /// The property as a sentence: "always: at most one leader".
  let sentence: String
  /// The time at which the condition must hold.
  let time: PropertyTime
  /// Returns true if the property holds. An error counts as false.
  let holds: @Sendable (NodeStates<Subject>) throws -> Bool
  /// Returns true if the property must hold from now on at some time; `nil` unless it is one that leads to another.
  var trigger: (@Sendable (NodeStates<Subject>) throws -> Bool)?
  /// A Boolean value that indicates whether the property is about the recorded operations, and not about the nodes.
  var isLinearizability = false

  init(
    sentence: String, time: PropertyTime,
    holds: @escaping @Sendable (NodeStates<Subject>) throws -> Bool
  ) {
    self.sentence = sentence
    self.time = time
    self.holds = holds
  }

  /// Returns true if the property holds now. An error counts as false, and is recorded.
  func isTrue(of nodes: NodeStates<Subject>, _ recorder: TraceRecorder?) -> Bool {
    evaluate(holds, nodes, recorder)
  }

  /// Returns true if the trigger holds now. An error counts as false, and is recorded.
  func isTriggered(by nodes: NodeStates<Subject>, _ recorder: TraceRecorder?) -> Bool {
    trigger.map { evaluate($0, nodes, recorder) } ?? false
  }

  /// Evaluates the condition. One that throws counts as false, and the counterexample shows the
  /// error.
  private func evaluate(
    _ condition: (NodeStates<Subject>) throws -> Bool, _ nodes: NodeStates<Subject>,
    _ recorder: TraceRecorder?
  ) -> Bool {
    do {
      return try condition(nodes)
    } catch {
      recorder?.note(error: "'\(sentence)' could not be evaluated: \(error)")
      return false
    }
  }
}
