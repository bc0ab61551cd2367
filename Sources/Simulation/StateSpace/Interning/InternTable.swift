/// Values that are kept once each, and numbered from 0 in the order in which they came.
///
/// ```swift
/// let (number, isNew) = numbering.number(of: value)
/// numbering[number] == value
/// ```
///
/// Of their hashes only what does not depend on the process shows: equal values have equal numbers.
@usableFromInline
struct InternTable<Value: Hashable>: ~Copyable {
  @usableFromInline var values = ChunkedArray<Value>()
  @usableFromInline var table = HashIndex()

  @inlinable
  init() {}

  @inlinable
  var count: Int { values.count }

  @inlinable
  subscript(number: Int) -> Value {
    @inline(__always) _read { yield values[number] }
  }

  /// Where a value stays, so that a large one is copied from there at once.
  @inlinable @inline(__always)
  func place(of number: Int) -> UnsafeMutablePointer<Value> { values.pointer(to: number) }

  /// The number of a value, new or known.
  @inlinable @inline(__always)
  mutating func number(of value: Value) -> (number: Int, isNew: Bool) {
    number(of: value, hash: UInt32(truncatingIfNeeded: value.hashValue))
  }

  /// The same with a hash that the caller knows.
  @inlinable @inline(__always)
  mutating func number(of value: Value, hash: UInt32) -> (number: Int, isNew: Bool) {
    let found = table.find(hash: hash, among: values) { $0[$1] == value }
    if found.isNew {
      values.makeDraft().initialize(to: value)
      values.keepDraft()
    }
    return found
  }

  /// Where the next value can be made, so that a large one need not be moved; then `keepDraft` numbers
  /// it, or `dropDraft` forgets it.
  @inlinable @inline(__always)
  mutating func makeDraft() -> UnsafeMutablePointer<Value> { values.makeDraft() }

  /// Where the value is that was made and neither kept nor dropped.
  @inlinable
  var draft: UnsafeMutablePointer<Value> { values.pointer(to: values.count) }

  /// The number of the value that was made; it is forgotten if an equal one was known.
  @inlinable @inline(__always)
  mutating func keepDraft(hash: UInt32) -> Int {
    let draft = draft
    let found = table.find(hash: hash, among: values) {
      InternTable.areEqual(&$0.pointer(to: $1).pointee, &draft.pointee)
    }
    if found.isNew { values.keepDraft() } else { values.dropDraft() }
    return found.number
  }

  /// Compares two values where they are: to read them through a pointer would copy them first, and what is
  /// lent for change is not copied.
  @inlinable @inline(never)
  static func areEqual(_ one: inout Value, _ other: inout Value) -> Bool { one == other }

  @inlinable @inline(__always)
  mutating func dropDraft() { values.dropDraft() }

  /// Forgets where the values are found: no new one comes.
  @inlinable
  mutating func close() {
    table = HashIndex()
  }
}
