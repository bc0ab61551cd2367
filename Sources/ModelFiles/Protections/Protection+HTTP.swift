import EndToEnd
import Simulation

/// Keys in a header or a field of an HTTP request.
extension Protection {
  private static let newKey =
    "a person who presses again, or a process that starts again, makes a new key: duplicate"

  static let http: [Protection] = [
    Protection(
      name: "stripe-v1",
      title: "Stripe API v1, Idempotency-Key",
      scope: "an account; other parameters under the same key are an error",
      window: "may be pruned once it is 24 h old",
      replay: "the first status and body, a 500 included, once the endpoint began to execute",
      inFlight: "409, which Stripe's libraries retry",
      key: key(window: .seconds(86_400), replays: .original, inFlight: .conflict),
      remains: [
        "a failure after storing is saved, and a 500 for as long as the key is known: phantom",
        "a retry after 24 h (dead letters, nightly jobs) runs again: duplicate",
        "a client that times out may meet 409 until its attempts run out: phantom", newKey,
      ],
      assumed: [
        oneTransaction,
        "that a failure before storing saves nothing: Stripe saves what fails while it executes",
        "that a key is pruned as soon as it may be",
      ],
      source: "docs.stripe.com api/idempotent_requests"),
    Protection(
      name: "stripe-v2",
      title: "Stripe API v2, Idempotency-Key",
      scope: "an account, for POST and DELETE",
      window: "not known",
      replay: "success is not repeated; failed or partly failed work is completed",
      inFlight: "not known",
      key: key(window: .seconds(86_400), replays: .success, inFlight: .conflict),
      remains: ["a retry after the window runs again: duplicate", newKey],
      assumed: [
        oneTransaction,
        "24 h, the window of v1, and 409 as in v1: neither could be read; say 'window' beside it",
      ],
      source: "docs.stripe.com api/idempotent_requests, API version 2026-09-30.preview"),
    Protection(
      name: "ietf-draft",
      title: "IETF draft, The Idempotency-Key HTTP Header Field",
      scope: "the resource decides; a key together with the client is recommended",
      window: "the resource must publish it",
      replay: "the result of the first request, success or error",
      inFlight: "409",
      key: key(window: nil, replays: .original, inFlight: .conflict),
      remains: [
        "whether a 500 is repeated or run again is the resource's to say; here it is repeated: phantom",
        newKey,
      ],
      assumed: [
        oneTransaction, "no end of the window, as none is given: say 'window' beside it",
      ],
      source: "ietf-wg-httpapi/idempotency, the text after revision 05"),
    Protection(
      name: "paypal",
      title: "PayPal-Request-Id",
      scope: "an API; not all support it",
      window: "differs by API",
      replay: "the latest status of the first request",
      inFlight: "the second may fail",
      key: key(window: nil, replays: .success, inFlight: .conflict),
      remains: [
        "a retry after the API's own window runs again: duplicate",
        "without the header every repetition is a duplicate", newKey,
      ],
      assumed: [
        oneTransaction,
        "no end of the window, as it differs by API: say 'window' beside it",
        "that the second always fails, with 409",
      ],
      source: "developer.paypal.com reference/guidelines/idempotency"),
    Protection(
      name: "checkout.com",
      title: "Checkout.com, Cko-Idempotency-Key",
      scope: "an account",
      window: "24 h by default",
      replay: "the first answer if it was 2xx; what got 4xx or 5xx is tried again",
      inFlight: "only one of them is processed, the other is refused",
      key: key(window: .seconds(86_400), replays: .successOnly, inFlight: .conflict),
      remains: [
        "a failure after storing saves nothing, so the retry runs again: duplicate, unless the "
          + "failed run took back what it had done",
        "a retry after 24 h runs again: duplicate", newKey,
      ],
      assumed: [oneTransaction, "that a failed run takes nothing back"],
      source: "checkout.com docs/payments/manage-payments/retry-a-payment, January 2026"),
    Protection(
      name: "square",
      title: "Square, idempotency_key",
      scope: "an endpoint",
      window: "not published",
      replay: "the first answer",
      inFlight: "not known",
      key: key(window: nil, replays: .original, inFlight: .conflict),
      remains: [
        "whatever comes after the window, which nobody knows, runs again: duplicate",
        "a saved failure after storing: phantom", newKey,
      ],
      assumed: [
        oneTransaction,
        "no end of the window: the vendor publishes none, and any guess would be ours; say 'window' "
          + "beside it to see what a short one does",
        "409 in flight, as most",
      ],
      source: "developer.squareup.com forums 28303 and 28309, October 2026"),
    Protection(
      name: "qonto",
      title: "Qonto, X-Qonto-Idempotency-Key",
      scope: "not known; another body under the same key gets the first answer",
      window: "30 min",
      replay: "the first success; nothing is said of failures",
      inFlight: "not known",
      key: key(window: .seconds(1_800), replays: .successOnly, inFlight: .conflict),
      remains: [
        "a retry after half an hour runs again: duplicate",
        "a failure after storing saves nothing, so the retry runs again: duplicate", newKey,
      ],
      assumed: [oneTransaction, "409 in flight, as most"],
      source: "docs.qonto.com get-started/general/idempotent-requests"),
    Protection(
      name: "etag",
      title: "ETag with If-Match or If-None-Match (Amazon S3 and others)",
      scope: "a resource",
      window: "none needed",
      replay: "412: the version has changed, by whomever",
      inFlight: "412 or 409",
      unusable: "it is no key; say clientChosenId: { ifMatch: true } instead",
      remains: [
        "a retry after one's own success gets 412 and cannot tell it from another's: phantom"
      ],
      source: "boto/botocore, the service model of S3"),
  ]
}
