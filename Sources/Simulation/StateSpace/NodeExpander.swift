/// A source of the nodes that follow a node, one transition after the other.
///
/// ```swift
/// expander.begin(at: node, mostFaults: 2)
/// while try expander.takeNext(of: system) {
///   let target = try expander.target(of: system, faults: 0, events: 1)
/// }
/// ```
///
/// Nodes are numbered from 0 in the order of their discovery.
@usableFromInline
protocol NodeExpander: ~Copyable {
  /// The system whose nodes these are.
  associatedtype Subject: System

  /// The number of nodes that are known.
  var nodeCount: Int { get }
  /// The memory that the nodes take, in that of usual ones: at least their number.
  var extent: Int { get }
  /// The memory of the nodes and all that belongs to them, in bytes, about.
  var bytes: Int { get }
  /// A Boolean value that indicates whether a transition was left out because it has too many faults.
  var hasLeftOut: Bool { get }
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones.
  var isDiscretised: Bool { get }
  /// The index of the last transition among those from its node, from 0.
  var transitionIndex: Int { get }
  /// The probability of the last transition.
  var probability: Double { get }

  /// The state of a node.
  func state(of node: Int) -> Subject.State

  /// Returns true if nothing is pending in a node any more.
  func isEnding(_ node: Int) -> Bool

  /// Turns to the transitions from a node, or to those that start the system with `nil`.
  ///
  /// - Parameter mostFaults: the largest number of faults of a transition; those with more are left out.
  mutating func begin(at node: Int?, mostFaults: Int)

  /// Takes the next transition. The caller then asks for its target, or drops it.
  ///
  /// - Returns: `false` after the last transition.
  mutating func takeNext(of system: borrowing Subject) throws(ExplorationError) -> Bool

  /// Returns the number of faults of the last transition.
  func faultCount(of system: borrowing Subject) -> Int

  /// Returns true if a node need not be followed, since what follows it also follows another one.
  func isCovered(_ node: Int) -> Bool

  /// Returns the node to which the last transition leads.
  ///
  /// - Parameters:
  ///   - faults: the number of faults of the path to it.
  ///   - events: the number of events of that path.
  mutating func target(
    of system: borrowing Subject, faults: Int32, events: Int32
  ) throws(ExplorationError) -> TransitionTarget

  /// Returns the known node to which the last transition leads, or one that includes it; `nil` if there is none. Forgets
  /// the transition.
  mutating func knownTarget(of system: borrowing Subject) throws(ExplorationError) -> Int?

  /// Returns the branches that the last transition takes, in the order of its decisions.
  func branches(of system: borrowing Subject) -> [Branch]

  /// Returns true if a choice that is no fault decides the last transition. It is known if the number of faults is
  /// bounded.
  func hasChoice(of system: borrowing Subject) -> Bool

  /// Forgets the last transition.
  mutating func dropTransition()

  /// Prepares for the recording of a path from the start.
  mutating func beginRecording()

  /// Adds the last transition to a path, and forgets it.
  mutating func record(in path: inout RecordedPath<Subject.State>, of system: borrowing Subject)

  /// A Boolean value that indicates whether nothing causes the path that was recorded last: the search found it because it
  /// leaves something open.
  var isPathSpurious: Bool { get }

  /// Completes a path after its last transition.
  mutating func endRecording(in path: inout RecordedPath<Subject.State>)
}

/// The node to which a transition leads.
@usableFromInline
enum TransitionTarget {
  /// It was not known before.
  case new(Int)
  /// A node that was found before.
  case known(Int)
  /// It is not kept: what follows it also follows another node, which is reached as cheaply.
  case covered
}

extension SuccessorGenerator: NodeExpander {
  /// The number of nodes so far.
  @inlinable
  var nodeCount: Int { nodes.count }

  /// The number that is compared with the limit on states.
  @inlinable
  var extent: Int { nodes.count }

  /// A Boolean value that indicates whether a branch was left out for having too many faults.
  @inlinable
  var hasLeftOut: Bool { world.hasLeftOut }

  /// The probability of the transition.
  @inlinable
  var probability: Double { world.probability }

  /// The state of a node.
  @inlinable
  func state(of node: Int) -> State { states[nodes[node].state] }

  /// Returns true if no event is pending at a node.
  @inlinable
  func isEnding(_ node: Int) -> Bool { isEnding(nodes[node]) }

  /// The node that the transition leads to. Faults and events do not matter here: a node is its
  /// state and its pending events.
  @inlinable @inline(__always)
  mutating func target(
    of system: borrowing Subject, faults: Int32, events: Int32
  ) throws(ExplorationError) -> TransitionTarget {
    let transition = try transition(of: system)
    return transition.isNew ? .new(transition.target) : .known(transition.target)
  }

  /// The number of the node that the transition leads to.
  @usableFromInline
  mutating func knownTarget(of system: borrowing Subject) throws(ExplorationError) -> Int? {
    try transition(of: system).target
  }

  /// The branches of the transition.
  @usableFromInline
  func branches(of system: borrowing Subject) -> [Branch] { world.branches(of: system) }

  /// Returns true if a choice decides the transition.
  @usableFromInline
  func hasChoice(of system: borrowing Subject) -> Bool { world.hasChoice(of: system) }

  /// Returns false: no node stands for another one here.
  @inlinable
  func isCovered(_ node: Int) -> Bool { false }

  /// Returns false: every path here has the times that it shows.
  @inlinable
  var isPathSpurious: Bool { false }

  /// Does nothing: a path needs no preparation.
  @inlinable
  mutating func beginRecording() {}

  /// Adds the transition to a path.
  @usableFromInline
  mutating func record(in path: inout RecordedPath<State>, of system: borrowing Subject) {
    path.add(world, system)
    dropTransition()
  }

  /// Does nothing: a path is complete as it is.
  @inlinable
  mutating func endRecording(in path: inout RecordedPath<State>) {}
}

extension BranchingWorld {
  /// Returns true if a choice that is no fault decides the last run.
  @usableFromInline
  func hasChoice<Subject: System>(of system: borrowing Subject) -> Bool {
    for index in areChances.indices where areChances[index] {
      if !system.isFault(choicePoints[index]) { return true }
    }
    return false
  }

  /// Returns the branches that the last run has taken. Their fairness is known if the number of faults is bounded.
  @usableFromInline
  func branches<Subject: System>(of system: borrowing Subject) -> [Branch] {
    var branches: [Branch] = []
    for (index, decision) in tape.decisions.enumerated() {
      var isFair = false
      if index < areChances.count, areChances[index] {
        isFair = !system.isFault(choicePoints[index])
      }
      branches.append(Branch(number: decision.branch, isFair: isFair))
    }
    return branches
  }
}
