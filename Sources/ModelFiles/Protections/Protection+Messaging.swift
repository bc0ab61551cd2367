import Simulation

/// Deduplication by brokers.
extension Protection {
  static let messaging: [Protection] = [
    Protection(
      name: "sqs-fifo",
      title: "Amazon SQS FIFO and SNS FIFO, MessageDeduplicationId",
      scope: "a queue or topic, or a message group",
      window: "5 min",
      replay: "accepted, and not delivered again",
      inFlight: "the same",
      key: key(window: .seconds(300), replays: .success, inFlight: .wait),
      remains: [
        "a producer that is cut off for longer than 5 min sends again: duplicate",
        "on the consumer's side a message comes back when its visibility timeout ends first",
      ],
      assumed: [oneTransaction],
      source: "boto/botocore, the service models of SQS and SNS"),
    Protection(
      name: "azure-service-bus",
      title: "Azure Service Bus, duplicate detection",
      scope: "a queue or topic; off unless it is asked for",
      window: "10 min by default, 20 s to 7 days",
      replay: "accepted, and dropped",
      inFlight: "the same",
      key: key(window: .seconds(600), replays: .success, inFlight: .wait),
      remains: ["a producer that is cut off for longer sends again: duplicate"],
      assumed: [
        oneTransaction,
        "10 min, the default of the resource manager; one library's documentation says 1 min",
      ],
      source: "learn.microsoft.com DuplicateDetectionHistoryTimeWindow"),
    Protection(
      name: "kafka-producer",
      title: "Kafka, the idempotent producer",
      scope: "a producer's id and a partition",
      window: "the last 5 batches; an idle producer's id 1 day",
      replay: "success",
      inFlight: "ordered by their sequence numbers",
      key: key(window: .seconds(86_400), replays: .success, inFlight: .wait),
      remains: [
        "a producer that starts again has a new id: what it sends again is new: duplicate",
        "delivery.timeout.ms reports a failure although the record may be stored: phantom",
      ],
      assumed: [
        "that the last 5 batches always hold the one that is sent again: a producer has at most 5 in "
          + "flight"
      ],
      source: "apache/kafka ProducerConfig.java, TransactionLogConfig.java"),
  ]
}
