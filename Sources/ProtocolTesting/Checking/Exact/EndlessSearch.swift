/// A search for an execution that never ends, with the fewest faults.
struct EndlessSearch<Subject: NodeProtocol> {
  private let test: ProtocolTest<Subject>
  private let coverage: Coverage

  init(_ test: ProtocolTest<Subject>, coverage: Coverage) {
    self.test = test
    self.coverage = coverage
  }

  /// Returns the description of such an execution; `nil` if none was found.
  ///
  /// The search allows one fault more each time, since with any number of them there may be infinitely many states.
  func text() -> String? {
    for most in 0... {
      guard let result = try? FaultSearch(test, coverage: coverage, mostFaults: most).run() else {
        return nil
      }
      if result.endless != nil || result.proof.mostFaults == nil { return result.endless }
    }
    return nil
  }
}
