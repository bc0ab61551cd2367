/// A key path that static declarations may hold.
typealias Path<Root, Content> = WritableKeyPath<Root, Content> & Sendable

/// The declaration of one key: its place in the parameters, its type, its meaning, and an example.
///
/// ```swift
/// Key("loss", \.loss, .probability, "The chance that a message is lost.", example: "\"1%\"")
/// ```
///
/// The reader, the writer, the messages, `disagree explain` and the JSON Schema all come from it. The
/// default is that of the parameters.
///
/// Keys, codecs and schemas are generic over dozens of types, and a file is read only once. So their
/// functions are `dynamic`: the optimizer then compiles them once and not again for every type and key.
struct Key<Root>: Sendable {
  /// Reads a member into the parameters, and reports what is wrong with it.
  typealias Read = @Sendable (inout ModelReader, Member, inout Root) -> Void
  /// Writes the parameter as a value; `nil` if the text does not need the key.
  typealias Write = @Sendable (Root, TextForm) -> JSON5Writer?

  /// The name, type, meaning, default and example, as readers see them.
  var description: KeyDescription
  /// The rule that says when the canonical text has the key.
  let presence: Presence
  /// The end of the message about a missing key.
  let remedy: String
  /// The key that the canonical text has after this one; `nil` for the order of the declarations.
  private(set) var successor: String?
  /// The value that users are told is the default, where the parameters do not say it.
  let defaultNote: String?
  /// Reads the value of the key into an object.
  let read: Read
  /// The value as text; `nil` if no text can say it, which is only the case of what is not there.
  let write: Write

  /// The name in files.
  var name: String { description.name }

  /// A key with code of its own for reading and writing.
  dynamic init(
    _ name: String, type: ValueType, _ meaning: String, example: String,
    written presence: Presence = .ifUsed(nil), default defaultNote: String? = nil,
    isRequired: Bool = false, remedy: String? = nil, read: @escaping Read, write: @escaping Write
  ) {
    description = KeyDescription(
      name: name, type: type, meaning: meaning, example: example, isRequired: isRequired)
    self.presence = presence
    self.defaultNote = defaultNote
    self.remedy = remedy ?? "\(name): \(example)"
    self.read = read
    self.write = write
  }

  /// A key for one parameter.
  dynamic init<Content>(
    _ name: String, _ path: Path<Root, Content>, _ codec: Codec<Content>, _ meaning: String,
    example: String, written presence: Presence = .ifUsed(nil), default defaultNote: String? = nil,
    isRequired: Bool = false, remedy: String? = nil
  ) {
    self.init(
      name, type: codec.type, meaning, example: example, written: presence, default: defaultNote,
      isRequired: isRequired, remedy: remedy
    ) { reader, member, root in
      if let content = codec.read(&reader, member, root[keyPath: path]) {
        root[keyPath: path] = content
      }
    } write: { root, form in
      codec.write(root[keyPath: path], form)
    }
  }

  /// A key for one parameter that has no default: the file must say it.
  dynamic static func required<Content>(
    _ name: String, _ path: Path<Root, Content?>, _ codec: Codec<Content>, _ meaning: String,
    example: String, written presence: Presence = .always, remedy: String? = nil
  ) -> Key {
    Key(
      name, path, codec.optional, meaning, example: example, written: presence, isRequired: true,
      remedy: remedy)
  }

  /// The key at another place of the canonical text, whose order the digests of models depend on.
  dynamic func written(before successor: String) -> Key {
    var key = self
    key.successor = successor
    return key
  }

  /// The same key of something that has these parameters as a part.
  dynamic func lifted<Whole>(to path: Path<Whole, Root>) -> Key<Whole> {
    let read = read
    let write = write
    var key = Key<Whole>(
      name, type: description.type, description.meaning, example: description.example,
      written: presence, default: defaultNote, isRequired: description.isRequired, remedy: remedy
    ) { reader, member, whole in
      read(&reader, member, &whole[keyPath: path])
    } write: { whole, form in
      write(whole[keyPath: path], form)
    }
    key.successor = successor
    return key
  }
}

/// The rules that say when the canonical text of a model has a key.
///
/// The digest of a model is computed from that text, and stands in results. So a new key must not
/// change the text of a model that does not use it: that is the rule where a declaration names none.
enum Presence: Sendable {
  /// In every model.
  case always
  /// In every strategy of a model in which one differs from the default.
  ///
  /// If one strategy says it, another must say that it has the default, or it would inherit from the
  /// top of the model. Keys with the same token go together.
  case ifUsed(_ token: String?)
  /// In objects that differ from the default: for those that no other object changes in part.
  case ifNotDefault
}
