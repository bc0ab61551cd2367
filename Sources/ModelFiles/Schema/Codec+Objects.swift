extension Codec {
  /// Looks at an object as a whole, after its keys were read: at its parameters, its members and itself.
  typealias Check<Object> = @Sendable (inout ModelReader, Object, Fields) -> Void

  /// An object, of which a later one changes a part.
  dynamic static func object(_ schema: ObjectSchema<Content>) -> Codec {
    Codec(.object(schema.description)) { reader, member, content in
      var content = content ?? schema.initial
      return reader.read(member.value, schema, into: &content) == nil ? nil : content
    } write: { content, form in
      schema.text(of: content, form)
    }
  }

  /// An object, or the value of its most important key alone.
  ///
  /// - Parameters:
  ///   - path: the parameter of that key.
  ///   - alternative: the end of the message about a value that is neither.
  ///   - resets: true if the value alone sets the other parameters to their defaults.
  dynamic static func object<Part>(
    _ schema: ObjectSchema<Content>, orOnly path: Path<Content, Part>, _ type: ValueType,
    alternative: String = "", resets: Bool = false, parse: @escaping Codec<Part>.Parse
  ) -> Codec {
    Codec(.either([.object(schema.description), type])) { reader, member, content in
      var content = content ?? schema.initial
      if case .object = member.value.value {
        return reader.read(member.value, schema, into: &content) == nil ? nil : content
      }
      guard let part = reader.parsed(member, alternative: alternative, parse) else { return nil }
      if resets { content = schema.initial }
      content[keyPath: path] = part
      return content
    } write: { content, form in
      schema.text(of: content, form)
    }
  }

  /// An object, or a word for none.
  ///
  /// - Parameters:
  ///   - absence: the word for none.
  ///   - allowsTrue: whether `true` stands for an object that says nothing.
  ///   - mismatch: the message about a value that is neither.
  ///   - inherits: true if a later object changes a part of an earlier one.
  ///   - check: a look at the object as a whole.
  dynamic static func object<Object: Sendable>(
    _ schema: ObjectSchema<Object>, or absence: Absence, allowsTrue: Bool = false,
    mismatch: String, inherits: Bool = false,
    check: @escaping Check<Object> = { _, _, _ in }
  ) -> Codec where Content == Object? {
    let type = ValueType.either([
      .object(schema.description), allowsTrue ? .boolean : absence.type,
    ])
    return Codec(type) { reader, member, content in
      if absence.matches(member.value.value) { return .some(nil) }
      if allowsTrue, case .boolean(true) = member.value.value { return schema.initial }
      guard case .object = member.value.value else {
        reader.reportMismatch(member.key, mismatch, member.value)
        return nil
      }
      let earlier = inherits ? content ?? nil : nil
      var object = earlier ?? schema.initial
      guard
        let fields = reader.read(member.value, schema, into: &object, isPart: earlier != nil)
      else { return nil }
      check(&reader, object, fields)
      return .some(object)
    } write: { content, form in
      content.map { schema.text(of: $0, form) } ?? absence.text
    }
  }

  /// A list of objects.
  ///
  /// - Parameters:
  ///   - mismatch: the message about a value that is no list of such a length.
  ///   - check: a look at an element, given those before it and the element's members.
  dynamic static func list<Element: Sendable>(
    of schema: ObjectSchema<Element>, _ counts: ClosedRange<Int>, mismatch: String,
    check: @escaping @Sendable (inout ModelReader, Element, [Element], Fields) -> Void
  ) -> Codec where Content == [Element] {
    Codec(.list(.object(schema.description), counts)) { reader, member, _ in
      guard case .array(let nodes) = member.value.value, counts.contains(nodes.count) else {
        reader.reportMismatch(member.key, mismatch, member.value)
        return nil
      }
      var elements: [Element] = []
      for node in nodes {
        var element = schema.initial
        guard let fields = reader.read(node, schema, into: &element) else { return nil }
        check(&reader, element, elements, fields)
        elements.append(element)
      }
      return elements
    } write: { elements, form in
      .list(elements.map { schema.text(of: $0, form) })
    }
  }
}

/// The words for nothing.
enum Absence: Sendable {
  /// `"none"`, for a setting that is switched off.
  case none
  /// `false`, for a protection that is not there.
  case `false`

  /// Returns true if a value is this word for nothing.
  func matches(_ value: Value) -> Bool {
    switch (self, value) {
    case (.none, .string("none")), (.false, .boolean(false)): true
    default: false
    }
  }

  /// The word as a model file has it.
  var text: JSON5Writer {
    switch self {
    case .none: .quoted("none")
    case .false: .of(false)
    }
  }

  /// The word as a type, for explanations and the JSON Schema.
  var type: ValueType {
    switch self {
    case .none: .words(["none"])
    case .false: .literal("false")
    }
  }
}
