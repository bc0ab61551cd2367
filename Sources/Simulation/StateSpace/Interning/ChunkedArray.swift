/// An array that never moves its elements. It needs no second storage as it grows, and large values are made and read in
/// place.
@usableFromInline
struct ChunkedArray<Element>: ~Copyable {
  /// The chunks, each of the same size.
  @usableFromInline var chunks: [UnsafeMutablePointer<Element>] = []
  /// The number of elements, without a draft.
  @usableFromInline private(set) var count = 0
  /// A Boolean value that indicates whether an element behind the last one does not belong to the
  /// array yet.
  @usableFromInline private(set) var hasDraft = false

  /// The logarithm of the size of a chunk.
  @inlinable
  static var chunkBits: Int { 8 }
  /// The number of elements in a chunk.
  @inlinable
  static var chunkSize: Int { 1 << chunkBits }

  @inlinable
  init() {}

  @inlinable
  deinit {
    var left = hasDraft ? count + 1 : count
    for chunk in chunks {
      chunk.deinitialize(count: min(left, ChunkedArray.chunkSize))
      chunk.deallocate()
      left -= min(left, ChunkedArray.chunkSize)
    }
  }

  /// - Precondition: `index` is that of an element, or of the draft.
  @inlinable
  subscript(index: Int) -> Element {
    @inline(__always) _read { yield pointer(to: index).pointee }
  }

  /// The place of an element, which never changes.
  @inlinable @inline(__always)
  func pointer(to index: Int) -> UnsafeMutablePointer<Element> {
    chunks[index >> ChunkedArray.chunkBits] + index & (ChunkedArray.chunkSize - 1)
  }

  /// Returns a pointer to the next element. The caller initializes it, and keeps or drops it before the next.
  @inlinable @inline(__always)
  mutating func makeDraft() -> UnsafeMutablePointer<Element> {
    precondition(!hasDraft, "there is one draft at a time")
    if count >> ChunkedArray.chunkBits == chunks.count {
      chunks.append(.allocate(capacity: ChunkedArray.chunkSize))
    }
    hasDraft = true
    return pointer(to: count)
  }

  /// Keeps the draft as the last element.
  @inlinable @inline(__always)
  mutating func keepDraft() {
    precondition(hasDraft, "a draft is made before it is kept")
    hasDraft = false
    count += 1
  }

  /// Forgets a draft that the caller has not initialized.
  @inlinable @inline(__always)
  mutating func forgetDraft() {
    precondition(hasDraft, "a draft is made before it is forgotten")
    hasDraft = false
  }

  @inlinable @inline(__always)
  mutating func dropDraft() {
    precondition(hasDraft, "a draft is made before it is dropped")
    pointer(to: count).deinitialize(count: 1)
    hasDraft = false
  }
}
