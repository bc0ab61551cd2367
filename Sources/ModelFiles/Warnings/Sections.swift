/// A strategy with the model around it, as places in the file.
///
/// A strategy may say a section of the model anew, or change a part of it. So a setting has the place in
/// the strategy, and else that in the model.
struct Sections {
  /// The members of the strategy.
  private let strategy: Fields
  /// The members of the model around it.
  private let model: Fields

  /// A strategy in its model.
  init(_ strategy: Fields, _ model: Fields) {
    self.strategy = strategy
    self.model = model
  }

  /// The member that says a setting, by the keys that lead to it; `nil` if nothing says it.
  subscript(path: String...) -> Member? {
    Sections.member(path[...], of: strategy.node) ?? Sections.member(path[...], of: model.node)
  }

  /// Returns true if two members stand in the strategy, or both in the model around it.
  func isInOneObject(_ one: Member?, _ other: Member?) -> Bool {
    guard let one, let other else { return false }
    return contains(one) == contains(other)
  }

  /// Returns true if a member stands in the strategy itself.
  private func contains(_ member: Member) -> Bool {
    strategy.node.range.lower <= member.keyRange.lower
      && member.keyRange.upper <= strategy.node.range.upper
  }

  /// The member that a path leads to; `nil` if the file does not say it.
  private static func member(_ path: ArraySlice<String>, of node: Node) -> Member? {
    guard let key = path.first, case .object(let members) = node.value,
      let member = members.first(where: { $0.key == key })
    else { return nil }
    return path.count == 1 ? member : self.member(path.dropFirst(), of: member.value)
  }
}
