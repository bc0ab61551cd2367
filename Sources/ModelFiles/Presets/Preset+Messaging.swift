import EndToEnd
import Simulation

/// Retry policies of queues, jobs and databases.
extension Preset {
  static let messaging: [Preset] = [
    Preset(
      name: "sidekiq",
      title: "Sidekiq job retry",
      version: "8.1.7",
      attempts: .atMost(26),
      backoff: Backoff(
        .polynomial(base: .seconds(15), step: .seconds(1), power: 4, cap: .longest),
        jitter: .additive(upTo: .seconds(10), step: .seconds(10))),
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: at least once; jobs must be idempotent",
      idempotencyKey: "none (job id jid is stable over retries)",
      notes: """
        25 retries over about 20 days, then the dead set. Back-off: n^4 + 15 s. Jitter: uniform \
        up to 10 s x (n + 1)
        """,
      source: "sidekiq/sidekiq lib/sidekiq/job_retry.rb"),
    Preset(
      name: "celery-retry",
      title: "Celery Task.retry",
      version: "celery 5.7.0",
      attempts: .atMost(4),
      backoff: Backoff(.fixed(.seconds(180))),
      timeouts: .unknown,
      connectionErrors: .unknown,
      post: "yes",
      idempotencyKey: "task id is stable over retries",
      notes: """
        3 retries after 180 s; autoretry_for with retry_backoff caps at 600 s and then has full \
        jitter; acks_late off, so a worker crash loses the task rather than repeating it
        """,
      source: "celery/celery celery/app/task.py, autoretry.py"),
    Preset(
      name: "celery-publish",
      title: "Celery publishing a task to the broker",
      version: "celery 5.7.0",
      attempts: .atMost(4),
      backoff: Backoff(.linear(base: .zero, step: .milliseconds(200), cap: .seconds(1))),
      timeouts: .unknown,
      connectionErrors: .always,
      post: "yes: a message may be published twice",
      notes: "task_publish_retry: 3 retries at 0, 0.2, 0.4 s (step 200 ms)",
      source: "celery/celery celery/app/defaults.py"),
    Preset(
      name: "kafka-python",
      title: "kafka-python producer",
      version: "kafka-python 3.0.12",
      attempts: .unbounded,
      timeout: .seconds(30),
      deadline: .seconds(120),
      waits: "100 ms each; whether there is jitter was not read",
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: deduplicated by the broker",
      idempotencyKey: "producer id + epoch + sequence number per partition; 5 requests in flight",
      notes: "Idempotence on since 3.0; acks all",
      source: "dpkp/kafka-python kafka/producer/kafka.py"),
    Preset(
      name: "aiokafka",
      title: "aiokafka producer",
      version: "aiokafka 0.14.0",
      attempts: .unbounded,
      timeout: .seconds(40),
      backoff: Backoff(.fixed(.milliseconds(100))),
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: and not deduplicated",
      idempotencyKey: "none: idempotence is off by default, acks 1",
      source: "aio-libs/aiokafka aiokafka/producer/producer.py"),
    Preset(
      name: "kafka-java",
      title: "Apache Kafka producer (Java)",
      version: "kafka commit 0106e70 (4.x)",
      attempts: .unbounded,
      timeout: .seconds(30),
      deadline: .seconds(120),
      backoff: Backoff(
        .exponential(base: .milliseconds(100), factor: 2, cap: .seconds(1)),
        jitter: .proportional(0.2)),
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: deduplicated by the broker",
      idempotencyKey: """
        producer id + epoch + sequence number per partition; at most 5 batches in flight; \
        enable.idempotence true, acks all since 3.0
        """,
      notes: """
        The shape of the back-off is from the client's documentation, not re-read. \
        delivery.timeout.ms is the real limit; when it fires the record may still be stored. \
        retries is 2147483647
        """,
      source: """
        apache/kafka clients/src/main/java/org/apache/kafka/clients/producer/ProducerConfig.java
        """),
    Preset(
      name: "temporal-activity",
      title: "Temporal activity default retry (Python SDK and server)",
      version: "temporalio 1.35.0",
      attempts: .unbounded,
      backoff: Backoff(.exponential(base: .seconds(1), factor: 2, cap: .seconds(100))),
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: at least once; activities must be idempotent",
      idempotencyKey: "workflow id + activity id are stable and can serve as one",
      notes: "Cap is 100 x the first interval when unset",
      source: "temporalio/sdk-python temporalio/common.py"),
    Preset(
      name: "aws-sqs-consumer",
      title: "Amazon SQS redelivery to a consumer",
      version: "botocore 1.44.5 service model",
      attempts: .unbounded,
      timeout: .seconds(30),
      backoff: Backoff.none,
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: at least once",
      idempotencyKey: "MessageId and MessageDeduplicationId stay the same",
      notes: """
        Visibility timeout 30 s by default, at most 12 h: a consumer slower than that runs the \
        message twice at the same time. Until the retention ends or a dead-letter queue takes \
        it. Back-off: the visibility timeout. A message comes back when the visibility timeout \
        ends, so nothing is waited after that
        """,
      source: "boto/botocore botocore/data/sqs service model"),
    Preset(
      name: "redis-py",
      title: "redis-py",
      version: "redis 8.1.0",
      attempts: .atMost(11),
      timeout: .seconds(5),
      backoff: capped(
        Backoff(.exponential(base: .milliseconds(20), factor: 2, cap: .seconds(1)), jitter: .full)),
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: every command, INCR and LPUSH included",
      notes: "10 retries; first wait up to 20 ms",
      source: "redis/redis-py redis/_defaults.py, client.py, backoff.py"),
    Preset(
      name: "pymongo",
      title: "MongoDB driver (PyMongo) retryable writes",
      version: "pymongo 4.20.0",
      attempts: .atMost(2),
      backoff: Backoff.none,
      timeouts: .always,
      connectionErrors: .always,
      post: "yes: single-document writes, deduplicated by the server",
      idempotencyKey: """
        lsid + txnNumber per write; multi-document updates and deletes are not retried
        """,
      notes: """
        retryWrites and retryReads true; one retry after choosing a server again; overload \
        errors labelled by the server get up to 2 retries (max_adaptive_retries) with backoff \
        from 100 ms to 10 s
        """,
      source: "mongodb/mongo-python-driver pymongo/common.py, helpers_shared.py"),
    Preset(
      name: "asyncpg",
      title: "asyncpg (PostgreSQL)",
      version: "asyncpg 0.32.0",
      attempts: .atMost(1),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .never,
      failedConnects: .partly("once, without TLS (sslmode prefer)"),
      post: "no",
      notes: "A connection lost during COMMIT is an unknown outcome for the caller",
      source: "MagicStack/asyncpg asyncpg/connect_utils.py"),
    Preset(
      name: "psycopg3",
      title: "psycopg 3 (PostgreSQL)",
      version: "psycopg 3.3.9",
      attempts: .atMost(1),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .never,
      post: "no",
      source: """
        psycopg/psycopg psycopg package: no retry code at all; a connection lost during COMMIT \
        is an unknown outcome for the caller
        """),
    Preset(
      name: "go-database-sql",
      title: "Go database/sql",
      version: "golang/go src/database/sql/sql.go, as quoted in several repositories",
      attempts: .atMost(3),
      backoff: Backoff.none,
      timeouts: .never,
      connectionErrors: .partly(
        """
        only driver.ErrBadConn, which a driver should return only when the server cannot have \
        run the query
        """),
      post: "yes: if the driver says the connection was bad",
      notes: """
        maxBadConnRetries 2 on cached connections, then one new connection; a driver that \
        returns ErrBadConn after sending makes duplicates
        """,
      source: "golang/go src/database/sql/sql.go"),
  ]
}
