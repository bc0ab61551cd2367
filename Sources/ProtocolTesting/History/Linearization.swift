/// All ways in which the operations that were recorded until now can have taken effect, one after the other.
///
/// A history is linearizable if each operation can take effect at one moment between its invocation and its response,
/// so that all answers are those of the sequential specification (Herlihy, Wing, *Linearizability: A Correctness
/// Condition for Concurrent Objects*, 1990). The set of possible configurations takes the place of the history: an
/// operation takes effect as late as possible, when its response or that of a later one demands it (Lowe, *Testing for
/// Linearizability*, 2017). The set does not grow with the length of the history.
struct Linearization<Specification: SequentialSpecification>: Hashable, Sendable {
  /// An operation without a response.
  struct Pending: Hashable, Sendable {
    /// The node that waits for the response; `nil` if it has given up.
    var node: UInt8?
    let call: Specification.Call
    /// The answer, if the operation has taken effect.
    var answer: Specification.Answer?
  }

  struct Configuration: Hashable, Sendable {
    var object: Specification
    /// The operations that may still take effect or whose response is still to come, in the order of invocation.
    var pending: [Pending] = []
  }

  private var configurations: Set<Configuration>

  init(_ initial: Specification) {
    configurations = [Configuration(object: initial)]
  }

  /// A Boolean value that indicates whether the operations can have taken effect one after the other.
  var isPossible: Bool { !configurations.isEmpty }

  /// Records an invocation. An earlier operation of the node without a response may take effect at any later time, or
  /// never.
  mutating func invoke(_ call: Specification.Call, at node: UInt8) {
    configurations = Set(
      configurations.map { configuration in
        var next = configuration
        if let earlier = next.pending.firstIndex(where: { $0.node == node }) {
          next.pending[earlier].node = nil
          if next.pending[earlier].answer != nil { next.pending.remove(at: earlier) }
        }
        next.pending.append(Pending(node: node, call: call))
        return next
      })
  }

  /// Returns true if an operation of a node has no response yet.
  func isWaiting(_ node: UInt8) -> Bool {
    // After a history that cannot be, any answer is as wrong as another.
    !isPossible
      || configurations.contains { $0.pending.contains { $0.node == node } }
  }

  /// Records the response to the last invocation of a node.
  mutating func respond(_ answer: Specification.Answer, at node: UInt8) {
    var possible: Set<Configuration> = []
    var seen = configurations
    var open = Array(configurations)
    while let configuration = open.popLast() {
      guard let own = configuration.pending.firstIndex(where: { $0.node == node }) else { continue }
      if let given = configuration.pending[own].answer {
        var next = configuration
        next.pending.remove(at: own)
        if given == answer { possible.insert(next) }
        continue
      }
      for index in configuration.pending.indices where configuration.pending[index].answer == nil {
        var next = configuration
        next.pending[index].answer = next.object.apply(next.pending[index].call)
        // Nothing waits for its answer any more.
        if next.pending[index].node == nil { next.pending.remove(at: index) }
        if seen.insert(next).inserted { open.append(next) }
      }
    }
    configurations = possible
  }
}
