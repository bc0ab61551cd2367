import ProtocolTesting
import Simulation

/// A payment that is asked for once more when no receipt comes.
struct Payment: Participants {
  enum Name: CaseIterable { case customer, bank }
  enum Message: Hashable { case pay, paid }
  enum Timer: Hashable { case patience }
  enum Branch: CaseIterable { case keyIsKnown }

  /// Whether the bank knows a request that it has met before.
  var hasKey = false
  var isConfirmed = false
  var charges = 0

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    guard name == .customer else { return }
    world.send(.pay, to: .bank)
    world.set(.patience, after: .milliseconds(200))
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch message {
    case .pay:
      if hasKey, charges > 0 { world.covers(.keyIsKnown) } else { charges += 1 }
      world.send(.paid, to: .customer)
    case .paid: isConfirmed = true
    }
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    if !isConfirmed { world.send(.pay, to: .bank) }
  }
}
