extension Protection {
  /// Tokens of cloud services and databases.
  static let cloud = #"""
    [
      {
        name: "aws-client-token",
        title: "AWS client tokens (EC2, ECS and others)",
        scope: "differs by service; other parameters are an error",
        window: "differs by service: 15 min to 36 h, and more for EC2",
        replay: "success, perhaps with newer information",
        inFlight: "not known",
        key: { window: "8 h", saves: "success", inFlight: "conflict" },
        remains: [
          "a token lives as long as one call of the SDK: a process that calls again makes a new one: duplicate",
          "a retry after the service's window runs again: duplicate",
          "most operations take no token: 1,501 of 19,796 do",
        ],
        assumed: [
          "that the key is recorded in one transaction with the data: the documentation does not say",
          "8 h, which several services state; Step Functions keeps tokens for 15 min, Cloud Control for 36 h; say 'window' beside it",
          "a conflict in flight",
        ],
        source: "docs.aws.amazon.com, the clientToken of Verified Permissions, Directory Service Data, Step Functions, Cloud Control; EC2 developer guide; botocore 1.44.5",
      },
      {
        name: "dynamodb-transact",
        title: "DynamoDB TransactWriteItems, ClientRequestToken",
        scope: "an account; other parameters are an error",
        window: "10 min after the first request that used it completed",
        replay: "success; the answer itself may differ",
        inFlight: "TransactionInProgressException",
        key: { window: "10 min", saves: "success", inFlight: "conflict" },
        remains: [
          "a retry after 10 min runs again: duplicate",
          "PutItem and UpdateItem have no token: a retried increment counts twice",
        ],
        assumed: [
          "409 for the exception in flight",
          "that no transaction is left in progress: a real retry, 5 s or more after the first, completes one",
          "10 min from the commit",
        ],
        source: "boto/botocore, the service model of DynamoDB",
      },
      {
        name: "mongodb-retryable-writes",
        title: "MongoDB retryable writes",
        scope: "a session's transaction number, for writes of one document",
        window: "30 min after the session was last used",
        replay: "the stored result",
        inFlight: "not known",
        key: { window: "30 min", saves: "success", inFlight: "wait" },
        remains: [
          "a client that hangs for longer than 30 min and then retries writes again: duplicate",
          "drivers retry once: if that fails too, phantom",
          "updates and deletes of many documents are not covered: duplicate",
          "a process that starts again has a new session: duplicate",
        ],
        assumed: ["that the second waits for the first, which holds the session"],
        source: "mongodb.com docs/manual/core/retryable-writes, localLogicalSessionTimeoutMinutes; mongodb/specifications retryable-writes",
      },
      {
        name: "temporal-workflow-id",
        title: "Temporal workflow ids",
        scope: "a namespace",
        window: "while the workflow is open; by its reuse policy also when it is closed",
        replay: "an error, or the running execution, as the conflict policy says",
        inFlight: "as a replay",
        unusable: "a known id is answered with an error by default, which no key of a model does; say unique: true instead",
        remains: [
          "with the defaults, a retry that arrives after the first run has finished starts a second one: duplicate",
          "activities run at least once",
        ],
        source: "docs.temporal.io workflow-execution/workflowid-runid",
      },
    ]
    """#

  /// Deduplication by brokers.
  static let messaging = #"""
    [
      {
        name: "sqs-fifo",
        title: "Amazon SQS FIFO and SNS FIFO, MessageDeduplicationId",
        scope: "a queue or topic, or a message group",
        window: "5 min",
        replay: "accepted, and not delivered again",
        inFlight: "the same",
        key: { window: "5 min", saves: "success", inFlight: "wait" },
        remains: [
          "a producer that is cut off for longer than 5 min sends again: duplicate",
          "on the consumer's side a message comes back when its visibility timeout ends first",
        ],
        assumed: [
          "that the key is recorded in one transaction with the data: the documentation does not say",
        ],
        source: "boto/botocore, the service models of SQS and SNS",
      },
      {
        name: "azure-service-bus",
        title: "Azure Service Bus, duplicate detection",
        scope: "a queue or topic; off unless it is asked for",
        window: "10 min by default, 20 s to 7 days",
        replay: "accepted, and dropped",
        inFlight: "the same",
        key: { window: "10 min", saves: "success", inFlight: "wait" },
        remains: ["a producer that is cut off for longer sends again: duplicate"],
        assumed: [
          "that the key is recorded in one transaction with the data: the documentation does not say",
          "10 min, the default of the resource manager; one library's documentation says 1 min",
        ],
        source: "learn.microsoft.com DuplicateDetectionHistoryTimeWindow",
      },
      {
        name: "kafka-producer",
        title: "Kafka, the idempotent producer",
        scope: "a producer's id and a partition",
        window: "the last 5 batches; an idle producer's id 1 day",
        replay: "success",
        inFlight: "ordered by their sequence numbers",
        key: { window: "1 d", saves: "success", inFlight: "wait" },
        remains: [
          "a producer that starts again has a new id: what it sends again is new: duplicate",
          "delivery.timeout.ms reports a failure although the record may be stored: phantom",
        ],
        assumed: [
          "that the last 5 batches always hold the one that is sent again: a producer has at most 5 in flight",
        ],
        source: "apache/kafka ProducerConfig.java, TransactionLogConfig.java",
      },
    ]
    """#

  /// Protocols from papers.
  static let research = #"""
    [
      {
        name: "rifl",
        title: "RIFL (Lee et al., SOSP 2015)",
        scope: "a client's lease and its sequence number",
        window: "until the client acknowledges the answer, or its lease ends",
        replay: "the saved result, which travels with the data",
        inFlight: "dropped, or told that it is in progress",
        key: { window: "none", saves: "success", inFlight: "conflict" },
        remains: ["a client whose lease has ended, or that comes back under a new id: duplicate"],
        assumed: [
          "that the lease lives as long as the operation",
          "that a request in progress is told so, with 409",
        ],
        source: "Lee et al., Implementing Linearizability at Large Scale and Low Latency, SOSP 2015 (reading notes)",
      },
      {
        name: "raft-session",
        title: "Raft, client sessions",
        scope: "a session and its serial number",
        window: "while the session lives",
        replay: "the saved result, which is replicated with the data",
        inFlight: "one after the other, by the log",
        key: { window: "none", saves: "success", inFlight: "wait" },
        remains: [
          "a client whose session was expired gets an error and does not know: phantom",
          "one that comes back under a new session: duplicate",
        ],
        assumed: ["that the session lives as long as the operation"],
        source: "rabbitmq/ra issue 145; the crate raft-rust, docs 09 session and idempotency",
      },
    ]
    """#
}
