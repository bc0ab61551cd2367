import Synchronization

/// Which branches of a protocol were taken.
final class Coverage: Sendable {
  private let taken = Atomic<UInt64>(0)

  func note(_ index: Int) { taken.bitwiseOr(1 << UInt64(index), ordering: .relaxed) }

  func contains(_ index: Int) -> Bool { taken.load(ordering: .relaxed) >> UInt64(index) & 1 == 1 }
}
