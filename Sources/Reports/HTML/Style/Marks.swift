import EndToEnd

/// The marks of a page: a shape and a color for each kind of outcome, the same in every chart.
enum Marks {
  /// The shapes, once for the whole page, in a picture without a size.
  static let definitions: Markup = {
    let shapes: [(id: StaticString, path: String)] = [
      ("m-lost", "M0-6 6 0 0 6-6 0z"), ("m-phantom", "M-5 0a5 5 0 1 0 10 0 5 5 0 1 0-10 0z"),
      ("m-falseRejection", "M-5.5-4.5h11L0 5.5z"), ("m-duplicate", "M-4.5-4.5h9v9h-9z"),
      ("m-stale", "M-2-5.5h4v3.5h3.5v4H2v3.5h-4V2h-3.500v-4H-2z"), ("m-strike", "M-8 7 8-7"),
      ("i-tick", "M7.500 0a7.500 7.500 0 1 0 .01 0zM4 7.800l2.500 2.600L11.200 5"),
      ("i-bar", "M7.500 .8a6.700 6.700 0 1 0 .01 0zM4 7.500h7"),
      ("i-alarm", "M7.500 .8 14.600 14H.400zM7.500 5v4.500M7.500 11v1.500"),
    ]
    let paths = shapes.map { shape in
      Markup("path", ["id": "\(shape.id)", "d": shape.path])
    }
    return Markup(
      "svg",
      [
        "width": "0", "height": "0", "style": "position:absolute", "aria-hidden": "true",
        "focusable": "false",
      ], [Markup("defs", paths)])
  }()

  /// The looks of a mark.
  enum Look: String {
    /// Observed.
    case solid = "mk"
    /// Never observed, and not proved impossible.
    case hollow
    /// Proved impossible: a hollow mark that is struck.
    case struck = "hollow struck"
  }

  /// The class of an outcome's color.
  static func style(_ outcome: OutcomeClass) -> String {
    switch outcome {
    case .lost, .falseRejection: "k-lost"
    case .phantom, .stale, .disagree, .late: "k-phantom"
    case .duplicate: "k-dup"
    case .unsure: "k-unsure"
    case .clean: "k-clean"
    }
  }

  /// The mark of an outcome around the origin.
  static func shape(_ outcome: OutcomeClass, _ look: Look) -> [Markup] {
    let kind = look == .struck ? "k-safe" : style(outcome)
    var parts = [
      Markup(
        "use",
        ["href": "#m-\(outcome.rawValue)", "class": "\(kind) \(look == .solid ? "mk" : "hollow")"])
    ]
    if look == .struck {
      parts.append(Markup("use", ["href": "#m-strike", "class": "k-safe hollow"]))
    }
    return parts
  }

  /// The mark as a picture in a line of words.
  static func picture(_ outcome: OutcomeClass, _ look: Look = .solid) -> Markup {
    Markup(
      "svg", ["viewBox": "-8 -8 16 16", "aria-hidden": "true"], shape(outcome, look))
  }

  /// The sign of a status.
  static func icon(_ status: StrategyStatus) -> Markup {
    let name =
      switch status.grade {
      case .safe: "i-tick"
      case .bad: "i-alarm"
      case .mild:
        switch status.kind {
        case .safeUpTo, .safeByDelays: "i-tick"
        default: "i-bar"
        }
      }
    return Markup(
      "svg", ["viewBox": "-0.5 -0.5 16 16", "aria-hidden": "true"],
      [Markup("use", ["href": "#\(name)", "class": "icon"])])
  }
}
