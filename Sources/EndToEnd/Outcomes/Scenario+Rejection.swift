extension Scenario {
  /// A Boolean value that indicates whether a client of this scenario can end with the belief `rejected`.
  package var canBeRejected: Bool { false }
}
