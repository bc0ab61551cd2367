/// The keys of a protection in the data file.
///
/// The data says what the documentation of a service promises about keys, in its own words, and
/// beside it the key that a model uses for it.
extension Protection {
  /// The keys of the data in `Protections/Data`, which is read as models are.
  static let schema = ObjectSchema("a protection", initial: Protection()) {
    Key("name", \.name, .text, "The name in models.", example: "\"stripe-v1\"", isRequired: true)
    Key(
      "title", \.title, .text, "The service or paper.",
      example: "\"Stripe API v1, Idempotency-Key\"", isRequired: true)
    Key(
      "scope", \.scope, .text, "The scope in which two keys are compared.",
      example: "\"an account\"", isRequired: true)
    Key(
      "window", \.window, .text, "The time that a key is known, in words.", example: "\"24 h\"",
      isRequired: true)
    Key(
      "replay", \.replay, .text, "The answer to a repetition, in words.",
      example: "\"the first status\"", isRequired: true)
    Key(
      "inFlight", \.inFlight, .text,
      "The answer to a repetition while the first request is served, in words.",
      example: "\"409\"", isRequired: true)
    Key(
      "key", \.key, ModelSchema.keyCodec,
      "The rules of the key in a model; false if no model can say them.",
      example: "{ window: \"24 h\" }")
    Key(
      "unusable", \.unusable, Codec.text.optional, "The reason why no model can say the rules.",
      example: "\"it is no key\"")
    Key(
      "remains", \.remains, .texts, "The anomalies that are still possible.",
      example: "[\"a retry after 24 h runs again: duplicate\"]", isRequired: true)
    Key(
      "assumed", \.assumed, .texts, "The assumptions, with their reasons.",
      example: "[\"one transaction\"]")
    Key(
      "source", \.source, .text, "The place where it was read.", example: "\"docs.stripe.com\"",
      isRequired: true)
  }
}
