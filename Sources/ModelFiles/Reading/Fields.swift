/// The members of an object, each looked up by its key.
struct Fields {
  /// The object itself, for what is wrong with all of it.
  let node: Node
  private let members: [String: Member]

  init(_ node: Node, _ members: [Member]) {
    self.node = node
    self.members = Dictionary(members.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(key: String) -> Member? { members[key] }
}
