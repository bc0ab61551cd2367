/// The states of all nodes at one moment, for a property to read.
///
/// ```swift
/// .never("charged twice") { $0[.bank].charges > 1 }
/// .always("at most one leader") { $0.states.count { $0.isLeader } <= 1 }
/// ```
public struct NodeStates<Subject: NodeProtocol>: Sendable {
  /// The names of the nodes, in the order of ``NodeProtocol/names``.
  public let names: [Subject.Name]
  @usableFromInline let all: [Subject.NodeState]
  /// The nodes whose states were read, if it matters.
  @usableFromInline let reads: NodeReads?

  init(names: [Subject.Name], states: [Subject.NodeState], reads: NodeReads? = nil) {
    self.names = names
    all = states
    self.reads = reads
  }

  /// The states of the nodes, in the order of ``names``.
  @inlinable
  public var states: [Subject.NodeState] {
    reads?.noteAll()
    return all
  }

  /// The state of the node with a name.
  ///
  /// - Complexity: O(*n*), where *n* is the number of nodes.
  /// - Parameter name: one of ``names``.
  @inlinable
  public subscript(name: Subject.Name) -> Subject.NodeState {
    guard let index = names.firstIndex(of: name) else {
      refuse(name)
    }
    reads?.note(index)
    return all[index]
  }

  /// Ends the check that reads the state of a node which does not exist.
  @usableFromInline
  func refuse(_ name: Subject.Name) -> Never {
    let what =
      "a property reads the state of \(ValueText.of(name)), which is not one of the protocol's 'names'"
    HandlerWatch.current?.report(.misuse(what))
    preconditionFailure(what)
  }
}
