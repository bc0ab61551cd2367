/// The declarations of all keys of one object.
///
/// ```swift
/// ObjectSchema("one direction of a network", initial: Link()) {
///   Key("loss", \.loss, .probability, "The chance that a message is lost.", example: "\"1%\"")
/// }
/// ```
struct ObjectSchema<Root: Sendable>: Sendable {
  /// The object and its keys as readers see them.
  let description: ObjectDescription
  /// The keys in the order in which they are read and listed.
  let keys: [Key<Root>]
  /// The parameters of which nothing is said.
  let initial: Root
  /// The keys in the order of the texts, each with its default in the complete form.
  private let writingOrder: [(key: Key<Root>, standard: JSON5Writer?)]

  dynamic init(
    _ name: String, example: String? = nil, alternatives: [String] = [],
    mayBePart: Bool = false, remedies: [String: String] = [:], initial: Root,
    @KeyBuilder<Root> keys: () -> [Key<Root>]
  ) {
    let keys = keys()
    self.keys = keys
    self.initial = initial
    description = ObjectDescription(
      name: name,
      keys: keys.map { key in
        var description = key.description
        description.defaultText =
          description.isRequired
          ? nil : key.defaultNote ?? key.write(initial, .complete)?.line
        return description
      }, alternatives: alternatives, mayBePart: mayBePart, example: example, remedies: remedies)
    var order = keys.filter { $0.successor == nil }
    for key in keys {
      guard let successor = key.successor else { continue }
      guard let place = order.firstIndex(where: { $0.name == successor }) else {
        preconditionFailure("'\(key.name)' is written before a key that is not there")
      }
      order.insert(key, at: place)
    }
    writingOrder = order.map {
      ($0, $0.description.isRequired ? nil : $0.write(initial, .complete))
    }
  }

  /// The object as text.
  dynamic func text(of root: Root, _ form: TextForm) -> JSON5Writer {
    .object(members(of: root, form))
  }

  /// The members of the object as text.
  dynamic func members(of root: Root, _ form: TextForm) -> [JSON5Writer.Member] {
    writingOrder.compactMap { key, standard in
      guard let value = key.write(root, form), isWritten(key, root, standard, form) else {
        return nil
      }
      return JSON5Writer.Member(key: key.name, value: value)
    }
  }

  private dynamic func isWritten(
    _ key: Key<Root>, _ root: Root, _ standard: JSON5Writer?, _ form: TextForm
  ) -> Bool {
    switch key.presence {
    case .always:
      return true
    case .ifNotDefault:
      return form.isComplete || key.write(root, .complete) != standard
    case .ifUsed(let token):
      let token = token ?? description.name + "." + key.name
      if form.isComplete {
        if key.write(root, .complete) != standard { form.note(token) }
        return true
      }
      return form.uses(token)
    }
  }
}

/// Collects the declarations of keys, each checked by itself.
@resultBuilder
enum KeyBuilder<Root> {
  dynamic static func buildExpression(_ key: Key<Root>) -> [Key<Root>] { [key] }
  dynamic static func buildExpression(_ keys: [Key<Root>]) -> [Key<Root>] { keys }
  dynamic static func buildBlock(_ keys: [Key<Root>]...) -> [Key<Root>] { keys.flatMap { $0 } }
}

/// The reading of objects by their schemas.
extension ModelReader {
  /// Reads the keys of an object; a key that it does not mention stays as it was.
  ///
  /// - Parameter isPart: true if the object changes another one, so that nothing can be missing.
  /// - Returns: the members, for what must be checked between them; `nil` if it is no object.
  @discardableResult
  dynamic mutating func read<Root>(
    _ node: Node, _ schema: ObjectSchema<Root>, into root: inout Root, isPart: Bool = false
  ) -> Fields? {
    guard let fields = fields(of: node, schema.description) else { return nil }
    for key in schema.keys where key.description.isRequired && !isPart && fields[key.name] == nil {
      report("'\(key.name)' is missing here, for example \(key.remedy)", at: node.range)
    }
    read(schema.keys, of: fields, into: &root)
    return fields
  }

  /// Reads those keys that are there.
  dynamic mutating func read<Root>(_ keys: [Key<Root>], of fields: Fields, into root: inout Root) {
    for key in keys {
      if let member = fields[key.name] { key.read(&self, member, &root) }
    }
  }
}
