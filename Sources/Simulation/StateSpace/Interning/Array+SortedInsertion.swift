extension Array {
  /// Inserts an element into a sorted array, searching from the end.
  ///
  /// - Parameters:
  ///   - first: elements before this index stay where they are.
  ///   - precedes: returns true if the new element comes before an element of the array.
  @inlinable @inline(__always)
  mutating func insertFromEnd(
    _ element: Element, notBefore first: Int = 0, where precedes: (Element) -> Bool
  ) {
    var slot = count
    append(element)
    while slot > first, precedes(self[slot - 1]) {
      self[slot] = self[slot - 1]
      slot -= 1
    }
    self[slot] = element
  }
}
