import Simulation

/// Tokens of cloud services and databases.
extension Protection {
  static let cloud: [Protection] = [
    Protection(
      name: "aws-client-token",
      title: "AWS client tokens (EC2, ECS and others)",
      scope: "differs by service; other parameters are an error",
      window: "differs by service: 15 min to 36 h, and more for EC2",
      replay: "success, perhaps with newer information",
      inFlight: "not known",
      key: key(window: .seconds(8 * 3_600), replays: .success, inFlight: .conflict),
      remains: [
        "a token lives as long as one call of the SDK: a process that calls again makes a new one: "
          + "duplicate",
        "a retry after the service's window runs again: duplicate",
        "most operations take no token: 1,501 of 19,796 do",
      ],
      assumed: [
        oneTransaction,
        "8 h, which several services state; Step Functions keeps tokens for 15 min, Cloud Control "
          + "for 36 h; say 'window' beside it",
        "a conflict in flight",
      ],
      source: """
        docs.aws.amazon.com, the clientToken of Verified Permissions, Directory Service Data, \
        Step Functions, Cloud Control; EC2 developer guide; botocore 1.44.5
        """),
    Protection(
      name: "dynamodb-transact",
      title: "DynamoDB TransactWriteItems, ClientRequestToken",
      scope: "an account; other parameters are an error",
      window: "10 min after the first request that used it completed",
      replay: "success; the answer itself may differ",
      inFlight: "TransactionInProgressException",
      key: key(window: .seconds(600), replays: .success, inFlight: .conflict),
      remains: [
        "a retry after 10 min runs again: duplicate",
        "PutItem and UpdateItem have no token: a retried increment counts twice",
      ],
      assumed: ["409 for the exception in flight"],
      source: "boto/botocore, the service model of DynamoDB"),
    Protection(
      name: "mongodb-retryable-writes",
      title: "MongoDB retryable writes",
      scope: "a session's transaction number, for writes of one document",
      window: "30 min after the session was last used",
      replay: "the stored result",
      inFlight: "not known",
      key: key(window: .seconds(1_800), replays: .success, inFlight: .wait),
      remains: [
        "a client that hangs for longer than 30 min and then retries writes again: duplicate",
        "drivers retry once: if that fails too, phantom",
        "updates and deletes of many documents are not covered: duplicate",
        "a process that starts again has a new session: duplicate",
      ],
      assumed: [
        "that the second waits for the first, which holds the session"
      ],
      source: """
        mongodb.com docs/manual/core/retryable-writes, localLogicalSessionTimeoutMinutes; \
        mongodb/specifications retryable-writes
        """),
    Protection(
      name: "temporal-workflow-id",
      title: "Temporal workflow ids",
      scope: "a namespace",
      window: "while the workflow is open; by its reuse policy also when it is closed",
      replay: "an error, or the running execution, as the conflict policy says",
      inFlight: "as a replay",
      unusable: "a known id is answered with an error by default, which no key of a model does",
      remains: [
        "with the defaults, a retry that arrives after the first run has finished starts a second "
          + "one: duplicate",
        "activities run at least once",
      ],
      source: "docs.temporal.io workflow-execution/workflowid-runid"),
  ]
}
