import ProtocolTesting
import WorkedProtocols

/// W5: the worked protocols, proved with up to three faults, and the mistakes of their twins found.
enum ProtocolWorkload {
  /// Proves a protocol, and counts the states that this takes.
  static func prove(_ index: Int) -> Measured {
    let worked = WorkedProtocol.all[index]
    return measure("proof: " + worked.name) { try worked.check(.faults(3)).states ?? 0 }
  }

  /// Finds the mistake of a protocol's twin, and counts its faults.
  static func breakTwin(_ index: Int) -> Measured {
    let worked = WorkedProtocol.all[index]
    return measure("twin: " + worked.name) {
      do {
        _ = try worked.checkTwin(.faults(3))
        preconditionFailure("a twin has a mistake")
      } catch let found as Counterexample {
        return found.faults.count
      }
    }
  }

  /// The time of some work, with the number that it found.
  private static func measure(_ variant: String, _ work: () throws -> Int) -> Measured {
    let clock = ContinuousClock()
    var count = 0
    let time = clock.measure {
      do { count = try work() } catch { preconditionFailure("\(variant): \(error)") }
    }
    let isProof = variant.hasPrefix("proof")
    return Measured(
      workload: "W5 protocols", variant: variant, amount: UInt64(count),
      unit: isProof ? "states" : "faults", time: time,
      counts: "\(count) \(isProof ? "states" : "faults") in \(time)")
  }
}
