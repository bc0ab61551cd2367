import EndToEnd
import Study
import Text

extension PageReport {
  /// The playground: controls, and what the module of ``PlaygroundFiles`` makes of them. It is hidden until a script
  /// shows it; `nil` where the model has something that no control sets.
  var playground: Markup? {
    guard hasPlayground, let data = playgroundData else { return nil }
    func part(_ name: String) -> Markup { Markup("div", ["data-part": name], "") }
    let ways = [
      ("duplicate", "stored twice"), ("lost", "lost"), ("phantom", "phantom"), ("none", "no fault"),
    ].map { name, words in
      Markup(
        "button",
        ["type": "button", "data-way": name, "data-words": words, "aria-pressed": "false"], words)
    }
    let figure = Markup(
      "div", ["class": "pg-body"],
      [
        part("said"),
        Markup("div", ["class": "vh", "data-part": "live", "aria-live": "polite"], ""),
        part("ranking"),
        Markup("h3", "What the client believes, and what is stored"), part("beliefs"),
        Markup("h3", "The fewest faults for each harm"), part("grid"),
        Markup("h3", "What the logs show"), part("evidence"),
        Markup("h3", "One execution: press a chance to let it happen"),
        Markup("div", ["class": "ways"], ways), part("replay"),
        Markup("p", ["class": "soft", "data-part": "meter"], ""),
        Markup(
          "details", ["class": "more"],
          [
            Markup("summary", "Yours as a model file"),
            Markup("button", ["type": "button", "data-copy": ""], "Copy"),
            Markup("pre", ["data-part": "model"], ""),
          ]),
      ])
    return Markup(
      "section",
      [
        "class": "playground noprint", "id": "playground", "hidden": "hidden",
        "aria-labelledby": "playground-heading", "data-model": data,
      ],
      [
        Markup(
          "details",
          [
            Markup(
              "summary",
              [Markup("h2", ["id": "playground-heading"], "Try your own strategy and faults")]),
            Markup("div", ["class": "pg"], [controls, figure]),
          ]),
        Markup(
          "script", ["type": "text/plain", "id": "playground-module"], PlaygroundFiles.module),
        .script(PlaygroundFiles.script),
      ])
  }

  /// The settings of all strategies, the prices and what must not happen, for the script; `nil` where a strategy has
  /// something that no control sets, or a write of its own.
  private var playgroundData: String? {
    let strategies = comparison.model.strategies
    let settings = strategies.compactMap { PlaygroundSettings($0.scenario) }
    let world = PlaygroundSettings.Field.worldCount
    guard settings.count == strategies.count,
      !strategies.contains(where: { $0.name == Playground.own }), let first = settings.first,
      settings.allSatisfy({ $0.values[..<world] == first.values[..<world] })
    else { return nil }
    // Yours begins as a retry like any other.
    let own = settings.max { $0[.attempts] < $1[.attempts] } ?? first
    func list(_ numbers: [Double]) -> JSONValue { .array(numbers.map(JSONValue.number)) }
    let costs = comparison.model.costs ?? Costs()
    let prices = OutcomeClass.allCases.map { costs.classes[$0] ?? 0 }
    let never = OutcomeClass.allCases.map { comparison.model.never.contains($0) ? 1.0 : 0.0 }
    return JSONValue.object([
      ("names", .array(strategies.map { .string($0.name) })),
      ("settings", .array(settings.map { list($0.values) })), ("own", list(own.values)),
      ("prices", list(prices + [costs.attempt, costs.support])), ("never", list(never)),
      ("world", .number(UInt64(world))),
    ]).text().split(separator: "\n").joined()
  }

  /// The controls, which the script connects to the module. A list offers the strategies of the
  /// model to start from.
  private var controls: Markup {
    let starts = comparison.model.strategies.map { Markup("option", ["value": $0.name], $0.name) }
    return Markup(
      "form", ["class": "pg-controls", "autocomplete": "off", "aria-label": "Your strategy"],
      [
        group(
          "Faults",
          [
            slider(.requestLoss, "request lost"),
            slider(.failsBefore, "server fails before storing"),
            slider(.failsAfter, "server fails after storing"),
            slider(.responseLoss, "response lost"),
          ]),
        group(
          "Times in ms",
          [
            number(.timeout, "client's timeout", least: 1), number(.requestLatency, "request"),
            number(.service, "service"), number(.responseLatency, "response"),
          ]),
        group(
          "Strategy",
          [
            Markup(
              "label", ["class": "ctl"],
              [
                Markup("span", "start from"),
                Markup(
                  "select", ["data-start": ""], [Markup("option", ["value": ""], "…")] + starts),
              ]),
            number(.attempts, "attempts", least: 1, most: 8),
            check(.retriesTimeouts, "retries a timeout"), check(.retriesErrors, "retries a 500"),
            choice(.backoff, "backoff", ["none", "fixed", "exponential"]),
            number(.base, "first wait"), number(.factor, "factor", least: 1, most: 10),
            number(.cap, "longest wait"), check(.jitter, "full jitter"),
            choice(
              .key, "idempotency key",
              ["none", "with the data", "before the data", "after the data"]),
            slider(.failsBetween, "fails between the two"), slider(.forgets, "key forgotten"),
            check(.readBack, "reads back before a retry"), check(.unique, "unique constraint"),
            check(.answersFirst, "server answers first"),
          ]),
        Markup("button", ["type": "button", "data-reset": ""], "Reset"),
      ])
  }

  /// A group of controls under a name.
  private func group(_ name: String, _ controls: [Markup]) -> Markup {
    Markup("fieldset", [Markup("legend", name)] + controls)
  }

  /// A control for a probability, on a scale that the script makes logarithmic.
  private func slider(_ field: PlaygroundSettings.Field, _ name: String) -> Markup {
    Markup(
      "label", ["class": "ctl"],
      [
        // An output would take the label from the slider.
        Markup("span", name), Markup("b", ["aria-hidden": "true"], ""),
        Markup(
          "input",
          [
            "type": "range", "min": "0", "max": "100", "step": "1", "value": "0",
            "data-field": "\(field.rawValue)",
          ]),
      ])
  }

  /// A control for a number between two bounds.
  private func number(
    _ field: PlaygroundSettings.Field, _ name: String, least: Int = 0, most: Int = 100_000
  ) -> Markup {
    Markup(
      "label", ["class": "ctl"],
      [
        Markup("span", name),
        Markup(
          "input",
          [
            "type": "number", "min": "\(least)", "max": "\(most)",
            "step": field == .attempts ? "1" : "any", "value": "\(least)",
            "data-field": "\(field.rawValue)",
          ]),
      ])
  }

  /// A control for something that is or is not.
  private func check(_ field: PlaygroundSettings.Field, _ name: String) -> Markup {
    Markup(
      "label", ["class": "chk"],
      [
        Markup("input", ["type": "checkbox", "data-field": "\(field.rawValue)"]),
        Markup("span", name),
      ])
  }

  /// A control for one of several words.
  private func choice(
    _ field: PlaygroundSettings.Field, _ name: String, _ options: [String]
  ) -> Markup {
    Markup(
      "label", ["class": "ctl"],
      [
        Markup("span", name),
        Markup(
          "select", ["data-field": "\(field.rawValue)"],
          options.enumerated().map { Markup("option", ["value": "\($0.offset)"], $0.element) }),
      ])
  }
}
