/// Finitely many elements, each with a positive weight: a discrete distribution.
public struct Weighted<Element: Hashable & Sendable>: Hashable, Sendable {
  /// The elements with their weights, in the order in which they were given.
  public let elements: [Pair]

  /// One element and its weight.
  public struct Pair: Hashable, Sendable {
    /// The element.
    public let element: Element
    /// Positive and finite; only its share of the sum of all weights matters.
    public let weight: Double

    /// Creates a value from its parts.
    public init(_ element: Element, weight: Double) {
      self.element = element
      self.weight = weight
    }
  }

  /// For each element the number of 63-bit draws that choose it or one before it.
  let thresholds: [UInt64]

  /// A distribution over some elements.
  ///
  /// - Returns: `nil` without elements, or with a weight that is not positive and finite, or with
  ///   weights whose sum is not finite.
  public init?(_ elements: [Pair]) {
    var total = 0.0
    for pair in elements {
      guard pair.weight > 0 else { return nil }
      total += pair.weight
    }
    guard !elements.isEmpty, total.isFinite else { return nil }
    var thresholds: [UInt64] = []
    var sum = 0.0
    for pair in elements {
      sum += pair.weight
      thresholds.append(UInt64(min(sum / total, 1) * 0x1p63))
    }
    thresholds[thresholds.count - 1] = 1 << 63
    self.elements = elements
    self.thresholds = thresholds
  }

  /// The element that 64 uniformly distributed bits choose. Logarithmic in the number of elements.
  func element(bits: UInt64) -> Element {
    let draw = bits >> 1
    var low = 0
    var high = thresholds.count - 1
    while low < high {
      let middle = (low + high) / 2
      if draw < thresholds[middle] {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return elements[low].element
  }

  /// The probability of the element at an index of `elements`.
  public func probability(at index: Int) -> Double {
    var total = 0.0
    for pair in elements { total += pair.weight }
    return elements[index].weight / total
  }
}
