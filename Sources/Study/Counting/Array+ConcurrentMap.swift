import Simulation

#if hasFeature(Embedded)
  extension Array where Element: Sendable {
    /// Returns the results of transforming each element, in their order: a processor without threads has one job.
    ///
    /// - Throws: the error of the first element that has one.
    func concurrentMap<Output: Sendable, Failure: Error>(
      jobs: Int, _ transform: @Sendable (Element) throws(Failure) -> Output
    ) throws(Failure) -> [Output] {
      try map(transform)
    }
  }

  extension WorkerPool {
    /// The thread of the caller: a processor without threads has no other.
    static func threads(_ count: Int) -> WorkerPool { .caller }
  }
#else
  import Dispatch
  import EndToEnd
  import Synchronization

  extension Array where Element: Sendable {
    /// Returns the results of transforming each element, in their order.
    ///
    /// - Parameters:
    ///   - jobs: the number of threads; at least 1.
    ///   - transform: the work, on any thread.
    /// - Throws: the error of the first element that has one.
    func concurrentMap<Output: Sendable, Failure: Error>(
      jobs: Int, _ transform: @Sendable (Element) throws(Failure) -> Output
    ) throws(Failure) -> [Output] {
      let found = Mutex([Result<Output, Failure>?](repeating: nil, count: count))
      let next = Atomic(0)
      DispatchQueue.concurrentPerform(iterations: Swift.min(jobs, count)) { _ in
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          if index >= count { return }
          let result = Result { () throws(Failure) in try transform(self[index]) }
          found.withLock { $0[index] = result }
        }
      }
      var outputs: [Output] = []
      for result in found.withLock({ $0 }) {
        guard let result else { preconditionFailure("every element is worked on") }
        outputs.append(try result.get())
      }
      return outputs
    }
  }

  extension WorkerPool {
    /// A number of threads, which are not kept.
    static func threads(_ most: Int) -> WorkerPool {
      if most <= 1 { return .caller }
      return WorkerPool(count: most) { count, body in
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: Swift.min(most, count)) { _ in
          while true {
            let index = next.add(1, ordering: .relaxed).oldValue
            if index >= count { return }
            body(index)
          }
        }
      }
    }
  }
#endif
