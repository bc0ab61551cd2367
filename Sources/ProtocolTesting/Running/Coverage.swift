import Synchronization

/// Which branches of a protocol were taken.
final class Coverage: Sendable {
  /// By the handler that runs, or ran last.
  private let present = Atomic<UInt64>(0)
  private let all = Atomic<UInt64>(0)

  /// Notes a branch of the handler that runs.
  func note(_ index: Int) { present.bitwiseOr(1 << UInt64(index), ordering: .relaxed) }

  /// Keeps what was noted since this was asked last, or forgets it.
  func settle(keeping isKept: Bool) {
    let noted = present.exchange(0, ordering: .relaxed)
    if isKept, noted != 0 { all.bitwiseOr(noted, ordering: .relaxed) }
  }

  /// Whether a branch was taken and kept.
  func contains(_ index: Int) -> Bool { all.load(ordering: .relaxed) >> UInt64(index) & 1 == 1 }
}
