/// A condition on the states of all nodes.
struct Property<Subject: NodeProtocol>: Sendable {
  /// The time at which a property must hold.
  enum Time: Hashable, Sendable {
    /// After every event.
    case always
    /// At the end: nothing is pending any more.
    case atTheEnd
    /// Once, at some time.
    case eventually
  }

  /// The property as a sentence: "always: at most one leader".
  let sentence: String
  let time: Time
  /// Returns true if the property holds. An error counts as false.
  let holds: @Sendable (NodeStates<Subject>) throws -> Bool

  /// Returns true if the property holds now. An error counts as false, and is recorded.
  func isTrue(of nodes: NodeStates<Subject>, _ recorder: TraceRecorder?) -> Bool {
    TrapReporter.during(sentence) {
      do {
        return try holds(nodes)
      } catch {
        recorder?.note(error: "'\(sentence)' could not be asked: \(error)")
        return false
      }
    }
  }
}
