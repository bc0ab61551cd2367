/// The states of all nodes at one moment, for a property to read.
///
/// ```swift
/// .never("charged twice") { $0[.bank].charges > 1 }
/// .always("at most one leader") { $0.states.count { $0.isLeader } <= 1 }
/// ```
public struct NodeStates<Subject: NodeProtocol>: Sendable {
  /// The names of the nodes, in the order of ``NodeProtocol/names``.
  public let names: [Subject.Name]
  /// The states of the nodes, in the order of ``names``.
  public let states: [Subject.NodeState]

  /// The state of the node with a name.
  ///
  /// - Complexity: O(*n*), where *n* is the number of nodes.
  /// - Precondition: `name` is one of ``names``.
  @inlinable
  public subscript(name: Subject.Name) -> Subject.NodeState {
    guard let index = names.firstIndex(of: name) else {
      preconditionFailure("the protocol has no node with this name")
    }
    return states[index]
  }
}
