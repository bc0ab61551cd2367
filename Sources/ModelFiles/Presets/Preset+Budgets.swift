import EndToEnd
import Simulation

/// The buckets of tokens that libraries ship with.
extension RetryBudget {
  /// The retry quota of the AWS SDKs' standard mode: 500 tokens for each client.
  ///
  /// - Parameters:
  ///   - cost: what a retry takes.
  ///   - refunds: what an operation gives back that succeeds after a retry; one that succeeds at once
  ///     gives 1.
  private static func quota(costs cost: Double, refunds: Refund = .instead) -> RetryBudget {
    var budget = RetryBudget()
    budget.tokens = Tokens(500)
    budget.ratio = .none
    budget.successEarns = Tokens(1)
    budget.retryCosts = Tokens(cost)
    budget.refunds = refunds
    return budget
  }

  /// boto/botocore botocore/retries/standard.py (RetryQuotaChecker) and quota.py, 1.44.5. 429 counts as
  /// throttling where the service's model says nothing else.
  static let botocore = quota(costs: 14, throttled: 5)

  /// smithy-typescript StandardRetryStrategy.ts and constants.ts: 10 for what is transient, which a
  /// timeout is and each of 500, 502, 503 and 504, and 5 for throttling, which 429 is.
  static let awsJavaScript = quota(costs: 10, throttled: 5)

  /// aws-smithy-runtime token_bucket.rs and strategy/standard.rs: 10 for a TransientError, which a
  /// timeout is and each of 500, 502, 503 and 504, and 5 for anything else.
  static let awsRust = quota(costs: 10, throttled: 5)

  /// aws-sdk-java-v2 DefaultRetryStrategy.java (Legacy) and BaseRetryStrategy.java.
  static let awsJavaLegacy = quota(costs: 5, throttled: 0)

  /// aws-sdk-java-v2 DefaultRetryStrategy.java (Standard) and BaseRetryStrategy.java.
  static let awsJavaStandard = quota(costs: 5)

  /// aws-sdk-go-v2 aws/retry/standard.go and aws/ratelimit/token_bucket.go: the token of the attempt and
  /// that of the retry are both given back.
  static let awsGo = {
    var budget = quota(costs: 5, refunds: .also)
    budget.timeoutCosts = Tokens(10)
    return budget
  }()

  private static func quota(costs cost: Double, throttled: Double) -> RetryBudget {
    var budget = quota(costs: cost)
    budget.throttledCosts = Tokens(throttled)
    return budget
  }

  /// gRFC A6, Throttling Retry Attempts and Hedged RPCs: its example, maxTokens 10 and tokenRatio 0.1.
  static let grpcExample = {
    var budget = RetryBudget()
    budget.tokens = Tokens(10)
    budget.ratio = .none
    budget.successEarns = Tokens(0.1)
    budget.retryCosts = .none
    budget.failureCosts = Tokens(1)
    budget.retriesAbove = Tokens(5)
    return budget
  }()

  /// tower tower/src/retry/budget.rs with 20 %, 10 a second and 10 s, so a reserve of 100 retries in each
  /// 10 s; linkerd2-proxy linkerd/app/core/src/retry.rs puts in for a request that needs no retry.
  static let linkerd = {
    var budget = RetryBudget()
    budget.tokens = Tokens(100)
    budget.ratio = .none
    budget.successEarns = Tokens(0.2)
    budget.window = .seconds(10)
    return budget
  }()
}
