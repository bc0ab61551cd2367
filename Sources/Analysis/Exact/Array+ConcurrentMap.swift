import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// What becomes of each element, in their order.
  ///
  /// - Parameters:
  ///   - jobs: how many elements are worked on at once; at least 1.
  ///   - transform: the work; whatever thread does it.
  func concurrentMap<Output: Sendable>(
    jobs: Int, _ transform: @Sendable (Element) -> Output
  ) -> [Output] {
    let found = Mutex([Output?](repeating: nil, count: count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: Swift.min(jobs, count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= count { return }
        let output = transform(self[index])
        found.withLock { $0[index] = output }
      }
    }
    return found.withLock { outputs in
      outputs.map { output in
        guard let output else { preconditionFailure("every element is worked on") }
        return output
      }
    }
  }
}
