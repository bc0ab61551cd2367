import EndToEnd

/// `"nothing"`, `"reset"`, `"refused"` or `"503"`: the answer of a server that is down.
///
/// The same words serve every way in which a server fails to answer, because a client sees the
/// same thing in each: silence, a broken or refused connection, or a status.
extension Codec where Content == DownAnswer {
  /// The answers of a server that is down.
  static let answers = Codec(
    .either([.words(["nothing", "reset", "refused"]), .status])
  ) { value throws(QuantityError) in
    switch value {
    case .string("nothing"): return .nothing
    case .string("reset"): return .reset
    case .string("refused"): return .refused
    default: break
    }
    guard let status = Status(modelValue: value) else {
      throw QuantityError(
        requirement: "must be \"nothing\", \"reset\", \"refused\" or "
          + "an error status from \"400\" to \"599\"")
    }
    return .status(status)
  } write: {
    switch $0 {
    case .nothing: .quoted("nothing")
    case .reset: .quoted("reset")
    case .refused: .quoted("refused")
    case .status(let status): .quoted("\(status.code)")
    }
  }

  /// The look of a failure: the same, but that a server which works on a request has taken its connection.
  ///
  /// "answered" is a 500 and "silent" is "nothing".
  static let failures = Codec(
    .either([.words(["answered", "silent", "nothing", "reset"]), .status])
  ) { value throws(QuantityError) in
    switch value {
    case .string("answered"): return .answered
    case .string("silent"), .string("nothing"): return .nothing
    case .string("reset"): return .reset
    case .string("refused"):
      throw QuantityError(
        requirement: "cannot be \"refused\": a server that works on a request has taken its "
          + "connection, which may break: \"reset\"; what a server that is down gives is 'answers'")
    default: break
    }
    guard let status = Status(modelValue: value) else {
      throw QuantityError(
        requirement: "must be \"answered\", \"silent\", \"reset\" or "
          + "an error status from \"400\" to \"599\"")
    }
    return .status(status)
  } write: {
    switch $0 {
    case .answered: .quoted("answered")
    case .nothing: .quoted("silent")
    case .reset, .refused: .quoted("reset")
    case .status(let status): .quoted("\(status.code)")
    }
  }
}
