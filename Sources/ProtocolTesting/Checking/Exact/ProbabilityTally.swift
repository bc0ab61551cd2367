import Simulation

/// The probabilities that an exact check adds up: for each property those of the executions that break it and of those
/// that may.
struct ProbabilityTally<Subject: NodeProtocol> {
  private let system: ProtocolSystem<Subject>
  /// For each property the probability of the executions that break it, as far as they were followed.
  private(set) var broken: [Double]
  /// For each property the probability of the executions that may yet break it.
  private(set) var undecided: [Double]
  /// The probability of the executions that never end.
  private(set) var endless = 0.0
  /// The probability of the executions that were not followed to an end or into a closed loop.
  private(set) var residual = 0.0

  init(_ system: ProtocolSystem<Subject>) {
    self.system = system
    broken = system.properties.map { _ in 0 }
    undecided = broken
  }

  /// The largest probability with which each property may be broken.
  var highest: [Double] { zip(broken, undecided).map { min($0 + $1, 1) } }

  /// Returns true if nothing that follows a state can change whether a property is broken.
  static func isDecided(
    _ state: ProtocolSystem<Subject>.State, _ system: ProtocolSystem<Subject>
  ) -> Bool {
    system.properties.indices.allSatisfy { number in
      switch system.properties[number].time {
      case .always: system.isBroken(number, atEnd: state)
      case .eventually: !system.isBroken(number, atEnd: state)
      case .atTheEnd, .leadsTo: false
      }
    }
  }

  /// Adds the probability that stays in a state.
  mutating func add(_ fate: Fate, _ state: ProtocolSystem<Subject>.State, _ probability: Double) {
    if fate == .endless { endless += probability }
    if fate == .open { residual += probability }
    for (number, property) in system.properties.enumerated() {
      switch (fate, property.time) {
      case (.ending, _), (.decided, _), (.endless, .always), (.endless, .eventually):
        if system.isBroken(number, atEnd: state) { broken[number] += probability }
      case (.endless, .atTheEnd): break
      case (.open, .always):
        if system.isBroken(number, atEnd: state) {
          broken[number] += probability
        } else {
          undecided[number] += probability
        }
      case (.open, .eventually):
        if system.isBroken(number, atEnd: state) { undecided[number] += probability }
      // One state of a closed loop does not tell whether the others reach the goal again and again.
      case (.open, .atTheEnd), (.open, .leadsTo), (.endless, .leadsTo):
        undecided[number] += probability
      }
    }
  }
}
