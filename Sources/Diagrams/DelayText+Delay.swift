import Simulation
import Text

extension DelayText {
  /// A length of time for a reader: `20 ms`, `1.5 s`.
  package static func text(_ delay: Delay) -> String { text(nanoseconds: delay.nanoseconds) }

  /// The time since the start of the trial.
  package static func text(_ instant: Instant) -> String { text(instant.sinceStart) }
}
