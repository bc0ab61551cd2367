import EndToEnd
import Simulation

/// Retry policies of services that deliver webhooks.
extension Preset {
  static let webhooks: [Preset] = [
    Preset(
      name: "svix-schedule",
      title: "Svix webhook delivery schedule (used by Resend, 360Learning and others)",
      version: "as documented 2026",
      attempts: .atMost(8),
      timeout: .seconds(15),
      backoff: Backoff(
        .schedule([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000].map(Delay.seconds))),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses(Array(400...599), .always)
      ],
      post: "yes: a webhook is a POST",
      circuitBreaker: "endpoints that keep failing are disabled",
      idempotencyKey: "message id header, the same for all attempts",
      notes: """
        27 h 35 min 5 s in all; any answer but 2xx is a failure. Back-off: 5 s, 5 min, 30 min, 2 \
        h, 5 h, 10 h, 10 h
        """,
      source: """
        resend.com docs/webhooks/retries-and-replays; 360learning.readme.io docs/retry-logic (15 \
        s)
        """),
    Preset(
      name: "stripe-webhooks",
      title: "Stripe webhook delivery, live mode",
      version: "as documented 2026-09",
      attempts: .unknown,
      deadline: .seconds(259_200),
      waits: "exponential; the intervals are not published",
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .always)
      ],
      post: "yes: a webhook is a POST",
      idempotencyKey: "event id, the same for all attempts",
      notes: """
        Up to 3 days; order not guaranteed; the same event may arrive more than once; sandbox: 3 \
        times in a few hours. Intervals are not published
        """,
      source: "docs.stripe.com webhooks/process-undelivered-events"),
    Preset(
      name: "wix-webhooks",
      title: "Wix webhook delivery",
      version: "as documented",
      attempts: .atMost(13),
      timeout: .milliseconds(1_250),
      backoff: Backoff(
        .schedule(
          [60, 600, 3_600, 7_200, 7_200, 7_200, 14_400, 14_400, 14_400, 28_800, 28_800, 43_200].map(
            Delay.seconds))),
      timeouts: .always,
      connectionErrors: .always,
      statuses: [
        Statuses([429, 500, 502, 503, 504], .always)
      ],
      post: "yes",
      notes: """
        A timeout of 1.25 s: a receiver that takes longer gets everything 13 times. Back-off: 1, \
        10 min, 1, 2, 2, 2, 4, 4, 4, 8, 8, 12 h
        """,
      source: "dev.wix.com rest/articles/getting-started/webhook-resend-policy"),
  ]
}
