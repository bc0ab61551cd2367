/// Something that must hold of all participants together.
struct Property<Subject: Participants>: Sendable {
  /// When it must hold.
  enum Time: Hashable, Sendable {
    /// After every event.
    case always
    /// When nothing is under way any more.
    case atTheEnd
    /// Once, sooner or later.
    case eventually
  }

  /// What it says, for a reader: "always: at most one leader".
  let sentence: String
  let time: Time
  /// An error counts as no.
  let holds: @Sendable (Subject) throws -> Bool

  /// Whether it holds now. One that throws does not.
  func isTrue(of subject: Subject, _ diary: TraceRecorder?) -> Bool {
    TrapNotice.during(sentence) {
      do {
        return try holds(subject)
      } catch {
        diary?.hasThrown("'\(sentence)' could not be asked: \(error)")
        return false
      }
    }
  }
}
