import Simulation

/// The part of a system's state that is in no node: crashes, partitions, clocks and recorded operations.
struct FieldState<Subject: NodeProtocol>: Hashable, Sendable {
  /// For each node, whether it is down; empty if none can be.
  var isDown: [Bool] = []
  /// The timers that each node has set; empty if no node may crash.
  var timers: [Set<Subject.Timer>] = []
  /// The number of the partition that is active, from 1; 0 for none.
  var cut: UInt8 = 0
  /// For each node, the number of its wrong speed, from 1, or 0; empty if all clocks are right.
  var clocks: [UInt8] = []
  /// The recorded operations; `nil` unless they must be linearizable.
  var linearization: Linearization<Subject.Specification>?
}

/// The faults of the field by the numbers of nodes.
///
/// A class, since every run of a handler asks for it.
final class Field<Subject: NodeProtocol>: Sendable {
  typealias Faults = FieldFaults<Subject.Name>

  let crashes: [Faults.Crash?]
  let cuts: [Faults.Cut]
  /// For each partition, whether each node is on its side.
  let sides: [[Bool]]
  let skews: [Faults.Skew?]
  /// The state at the start.
  let start: FieldState<Subject>

  /// - Returns: `nil` for a test without faults of the field and without recorded operations.
  init?(_ test: ProtocolTest<Subject>) {
    let faults = test.fieldFaults
    if faults.isEmpty, test.specification == nil { return nil }
    let names = test.subject.names
    crashes = names.map { faults.crashes[$0] }
    cuts = faults.cuts
    sides = cuts.map { cut in names.map { cut.side.contains($0) } }
    skews = names.map { faults.skews[$0] }
    var start = FieldState<Subject>()
    if !faults.crashes.isEmpty {
      start.isDown = names.map { _ in false }
      start.timers = names.map { _ in [] }
    }
    if !faults.skews.isEmpty { start.clocks = names.map { _ in 0 } }
    start.linearization = test.specification.map { Linearization($0) }
    self.start = start
  }

  /// Returns the delay after which a timer of a node fires.
  func delay(_ delay: Delay, at node: Int, _ state: FieldState<Subject>) -> Delay {
    guard !state.clocks.isEmpty, state.clocks[node] > 0, let skew = skews[node] else {
      return delay
    }
    return Delay(
      rounding: Double(delay.nanoseconds) / skew.rates[Int(state.clocks[node]) - 1])
  }

  /// Returns true if a partition is between two nodes.
  func isCut(from sender: Int, to receiver: Int, _ state: FieldState<Subject>) -> Bool {
    if state.cut == 0 { return false }
    let side = sides[Int(state.cut) - 1]
    return side[sender] != side[receiver]
  }
}
