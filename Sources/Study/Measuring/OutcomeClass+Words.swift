import EndToEnd

extension OutcomeClass {
  /// The definition in a few words.
  package var explanation: String {
    switch self {
    case .disagree: "lost or phantom"
    case .lost: "acknowledged, not stored"
    case .phantom: "not acknowledged, stored"
    case .duplicate: "stored twice or more"
    case .late: "stored after the decision"
    case .stale: "older replaced newer"
    case .unsure: "not acknowledged"
    case .clean: "acknowledged, stored once"
    }
  }
}
