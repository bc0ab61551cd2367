/// Values that are kept once each, and numbered from 0 in the order of their discovery.
///
/// ```swift
/// let (number, isNew) = table.number(of: value)
/// table[number] == value
/// ```
///
/// The numbers do not depend on the hash values, which may differ between processes.
@usableFromInline
struct InternTable<Value: Hashable>: ~Copyable {
  @usableFromInline var values = ChunkedArray<Value>()
  /// The index by which they are found.
  @usableFromInline var table = HashIndex()

  @inlinable
  init() {}

  @inlinable
  var count: Int { values.count }

  /// The value of a number.
  @inlinable
  subscript(number: Int) -> Value {
    @inline(__always) _read { yield values[number] }
  }

  /// A pointer to a value, from which a large one is copied directly.
  @inlinable @inline(__always)
  func slot(of number: Int) -> UnsafeMutablePointer<Value> { values.pointer(to: number) }

  /// The number of a value, new or known.
  @inlinable @inline(__always)
  mutating func number(of value: Value) -> (number: Int, isNew: Bool) {
    number(of: value, hash: UInt32(truncatingIfNeeded: value.hashValue))
  }

  /// The number of a value, new or known, with a hash that the caller knows.
  @inlinable @inline(__always)
  mutating func number(of value: Value, hash: UInt32) -> (number: Int, isNew: Bool) {
    let found = table.find(hash: hash, among: values) { $0[$1] == value }
    if found.isNew {
      values.makeDraft().initialize(to: value)
      values.keepDraft()
    }
    return found
  }

  /// A pointer at which the next value can be made, so that a large one need not be moved. Afterwards `keepDraft` numbers
  /// it, or `dropDraft` forgets it.
  @inlinable @inline(__always)
  mutating func makeDraft() -> UnsafeMutablePointer<Value> { values.makeDraft() }

  /// A pointer to the value that was made and neither kept nor dropped.
  @inlinable
  var draft: UnsafeMutablePointer<Value> { values.pointer(to: values.count) }

  /// Returns the number of the value that was made, which is dropped if an equal one is known.
  @inlinable @inline(__always)
  mutating func keepDraft(hash: UInt32) -> Int {
    let draft = draft
    let found = table.find(hash: hash, among: values) {
      InternTable.areEqual(&$0.pointer(to: $1).pointee, &draft.pointee)
    }
    if found.isNew { values.keepDraft() } else { values.dropDraft() }
    return found.number
  }

  /// Compares two values in place. They are `inout` because reading them through a pointer would copy them first.
  @inlinable @inline(never)
  static func areEqual(_ one: inout Value, _ other: inout Value) -> Bool { one == other }

  @inlinable @inline(__always)
  mutating func dropDraft() { values.dropDraft() }

  /// Forgets a draft that nothing was made of.
  @inlinable @inline(__always)
  mutating func forgetDraft() { values.forgetDraft() }

  /// Returns the number of a value that was made elsewhere, which is moved here if it is new and otherwise dropped.
  @inlinable @inline(__always)
  mutating func keep(_ value: UnsafeMutablePointer<Value>, hash: UInt32) -> Int {
    let found = table.find(hash: hash, among: values) {
      InternTable.areEqual(&$0.pointer(to: $1).pointee, &value.pointee)
    }
    if found.isNew {
      values.makeDraft().moveInitialize(from: value, count: 1)
      values.keepDraft()
    } else {
      value.deinitialize(count: 1)
    }
    return found.number
  }

  /// Releases the index; no value can be added afterwards.
  @inlinable
  mutating func close() {
    table = HashIndex()
  }
}
