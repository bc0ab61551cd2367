extension Array {
  /// Puts an element where it belongs in a sorted array, looked for from the end.
  ///
  /// - Parameters:
  ///   - first: elements before this index stay where they are.
  ///   - precedes: whether the new element comes before one of the array.
  @inlinable @inline(__always)
  mutating func insertFromEnd(
    _ element: Element, notBefore first: Int = 0, where precedes: (Element) -> Bool
  ) {
    var place = count
    append(element)
    while place > first, precedes(self[place - 1]) {
      self[place] = self[place - 1]
      place -= 1
    }
    self[place] = element
  }
}
