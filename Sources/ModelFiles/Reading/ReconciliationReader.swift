import EndToEnd
import Simulation

/// How the reader takes in a job that compares both sides.
extension ModelReader {
  /// An interval alone, or with what the job sees and repairs.
  mutating func reconcile(_ member: Member) -> Reconciliation? {
    var reconciliation = Reconciliation()
    guard case .object = member.value.value else {
      do {
        guard let every = try Duration.positiveOrNone(member.value.value) else { return nil }
        reconciliation.every = every
      } catch {
        reportMismatch(
          "reconcile", error.requirement + ", or an object such as { every: \"1 h\" }",
          member.value)
      }
      return reconciliation
    }
    guard let fields = fields(of: member.value, Section.reconciliation) else { return nil }
    if fields["every"] == nil {
      report("'every' is missing here, such as every: \"1 h\"", at: member.value.range)
    }
    read("every", of: fields, into: &reconciliation.every, Duration.positive)
    read("passes", of: fields, into: &reconciliation.passes) { value throws(QuantityProblem) in
      UInt32(try Quantity.count(value, in: 1...1_000))
    }
    read("sees", of: fields, into: &reconciliation.sees, Quantity.probability)
    if let member = fields["repairs"] { repairs(member.value, of: &reconciliation) }
    return reconciliation
  }

  private mutating func repairs(_ node: Node, of reconciliation: inout Reconciliation) {
    guard case .array(let nodes) = node.value, !nodes.isEmpty else {
      reportMismatch(
        "repairs", "must be a list, such as [\"phantom\", \"lost\", \"duplicate\"]", node)
      return
    }
    for (_, repair) in EnumNames.repairs { reconciliation[keyPath: repair] = false }
    for node in nodes {
      do {
        reconciliation[keyPath: try Choice.oneOf(EnumNames.repairs, node.value)] = true
      } catch {
        reportMismatch("repairs", "each " + error.requirement, node)
      }
    }
  }
}
