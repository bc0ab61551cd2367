import EndToEnd
import Simulation

/// The retry policy that a client library, a proxy or a service ships with.
///
/// ```json5
/// strategies: { boto3: { preset: "aws-botocore-standard" } }
/// ```
///
/// Each was read from the source of one version. Rules that no model can say stand here in words, and those
/// that are not known are `nil` or ``Rule/unknown``.
package struct Preset: Hashable, Sendable {
  /// The number of requests in all.
  package enum Attempts: Hashable, Sendable {
    /// This number of requests, the first one included.
    case atMost(UInt32)
    /// Only a deadline or the caller ends it.
    case unbounded
    /// Not known, or it depends on the installation.
    case unknown
  }

  /// The rule that says if a retry follows a failure.
  package enum Rule: Hashable, Sendable {
    /// A retry follows, for every method.
    case always
    case never
    /// For these methods, in any case.
    case only([String])
    /// Under a condition that a model cannot state; in a model it is not retried.
    case partly(String)
    /// Not known, or the caller says; in a model it is not retried.
    case unknown

    /// Returns true if a model retries the failure.
    func holds(for method: String) -> Bool {
      switch self {
      case .always: true
      case .only(let methods): methods.contains(method)
      case .never, .partly, .unknown: false
      }
    }
  }

  /// The rule for some statuses.
  package struct Statuses: Hashable, Sendable {
    /// The statuses that the rule is about.
    package internal(set) var codes: [UInt16]
    /// The condition under which the library retries them.
    package internal(set) var rule: Rule

    /// Statuses with one rule.
    init(_ codes: [UInt16], _ rule: Rule) {
      self.codes = codes
      self.rule = rule
    }
  }

  /// The failures that a library logs by itself, at the level that logs have by default, together with the
  /// error that its caller sees in the end.
  package enum ClientLog: String, Hashable, Sendable, CaseIterable {
    /// Nothing that the operator of the client can read.
    case none
    /// The error with which the write ends.
    case final
    /// That, and the attempts that no answer ended.
    case timeouts
    /// Every attempt that failed.
    case attempts
  }

  /// The name in models.
  package internal(set) var name = ""
  /// The library and the mode or class that is meant.
  package internal(set) var title = ""
  /// The version that was read.
  package internal(set) var version = ""
  /// The most requests for one operation, the first one included.
  package internal(set) var attempts = Attempts.unknown
  /// The time that an attempt waits; `nil` if the library sets no limit or it is not known: then a model has to say
  /// one.
  package var timeout: Delay?
  /// For the whole operation.
  package var deadline: Delay?
  /// The waits; `nil` if they are not known or a model cannot say them: then `waits` says what is
  /// known.
  package var backoff: Backoff?
  /// The waits in words, as far as `backoff` does not hold them.
  package var waits: String?
  /// The rule for an attempt without an answer.
  package internal(set) var timeouts = Rule.unknown
  /// The rule for a connection that breaks, or that is not made if `failedConnects` has no other rule for
  /// that.
  package internal(set) var connectionErrors = Rule.unknown
  /// The rule for a connection that is not made, if it is another one.
  package var failedConnects: Rule?
  /// The rules for statuses. A status that is in none of them is not retried.
  package var statuses: [Statuses] = []
  /// The rule for a POST by default, in words.
  package internal(set) var post = ""
  /// The failures that are logged without any doing of the caller.
  package internal(set) var clientLog = ClientLog.final
  /// A Boolean value that indicates whether the answer to an attempt still counts that was given up: by a
  /// queue or a callback, and not by HTTP or gRPC.
  package internal(set) var hearsLateAnswers = false
  /// The tokens that pay for its retries.
  package var budget: RetryBudget?
  /// The requests that do not wait for the first to fail.
  package var hedge: Hedge?
  /// Other limits of its retries, which no model has, in words.
  package var limits: String?
  /// The circuit breaker that it has without any doing of the caller.
  package var breaker: CircuitBreaker?
  /// Another circuit breaker that belongs to it, in words.
  package var circuitBreaker: String?
  /// The idempotency keys that it sends by itself, in words. In a model, `key` is the server's to have.
  package var idempotencyKey: String?
  /// The rest of what was read, in words.
  package var notes: String?
  /// The place where it was read.
  package internal(set) var source = ""

  /// The methods that RFC 9110 (section 9.2.2) calls idempotent, as most libraries list them.
  static let idempotent = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"]

  /// Returns true if a model retries an attempt without an answer.
  package func retriesTimeouts(method: String) -> Bool { timeouts.holds(for: method) }

  /// The rule for a connection that is not made.
  package var connects: Rule { failedConnects ?? connectionErrors }
  /// The rule for a connection that breaks.
  package var resets: Rule { connectionErrors }

  /// The failures of connections that a retry follows in a model.
  func retriedConnectionFailures(method: String) -> ConnectionFailures {
    ConnectionFailures { ($0.isBeforeSending ? connects : resets).holds(for: method) }
  }

  /// The statuses that a retry follows in a model, in order.
  package func retriedStatuses(method: String) -> [Status] {
    statuses.filter { $0.rule.holds(for: method) }.flatMap(\.codes).sorted().map(Status.init)
  }

  /// Returns true if a model that uses it may send a second request of this method.
  ///
  /// - Parameter whereConnectionsFail: whether connections may fail in that model.
  package func retries(method: String, whereConnectionsFail: Bool = false) -> Bool {
    if case .atMost(1) = attempts { return false }
    if whereConnectionsFail, !retriedConnectionFailures(method: method).isEmpty { return true }
    return retriesTimeouts(method: method) || !retriedStatuses(method: method).isEmpty
  }

  /// A Boolean value that indicates whether the caller says what is retried, or it is not known.
  var leavesRetriesToTheCaller: Bool { timeouts == .unknown && statuses.isEmpty }

  /// All presets, in the order of the list that `disagree presets` prints.
  ///
  /// Data that cannot be read leaves its group empty: a test tells what is wrong with it.
  package static let all: [Preset] = groups.flatMap { $0.presets }

  /// The presets that the data describes.
  ///
  /// - Throws: all that is wrong with one group of them.
  package static func read() throws(ModelFileError) -> [Preset] {
    var presets: [Preset] = []
    for group in groups { presets += try group.read() }
    return presets
  }

  /// The preset of a name; `nil` if there is none.
  ///
  /// The groups are read one after the other until one has it, so that a model with one preset need not wait
  /// for all.
  package static func named(_ name: String) -> Preset? {
    for group in groups {
      if let preset = group.presets.first(where: { $0.name == name }) { return preset }
    }
    return nil
  }

  /// The groups of presets, each a text that is read once, when it is first asked for.
  private enum Group: CaseIterable {
    /// The files of `Presets/Data`, by kind of program.
    case cloud, python, payments, javaScript, native, jvmAndDotNet, proxies, messaging, webhooks

    /// The text of a group, which is compiled into the program: a preset needs no file at run
    /// time.
    private var text: String {
      switch self {
      case .cloud: Preset.cloud
      case .python: Preset.python
      case .payments: Preset.payments
      case .javaScript: Preset.javaScript
      case .native: Preset.native
      case .jvmAndDotNet: Preset.jvmAndDotNet
      case .proxies: Preset.proxies
      case .messaging: Preset.messaging
      case .webhooks: Preset.webhooks
      }
    }

    /// Reads the presets of a group, strictly, as a model is read.
    ///
    /// - Throws: a mistake in the data. A test reads every group, so that users never see it.
    func read() throws(ModelFileError) -> [Preset] {
      try DataFile.read("presets (\(self))", text, Preset.schema)
    }

    /// The presets of a group, read when they are first asked for.
    var presets: [Preset] {
      switch self {
      case .cloud: Group.cloudPresets
      case .python: Group.pythonPresets
      case .payments: Group.paymentPresets
      case .javaScript: Group.javaScriptPresets
      case .native: Group.nativePresets
      case .jvmAndDotNet: Group.jvmAndDotNetPresets
      case .proxies: Group.proxyPresets
      case .messaging: Group.messagingPresets
      case .webhooks: Group.webhookPresets
      }
    }

    /// The presets of each group, read once. An unreadable group would be empty here; the test of
    /// the data reports it.
    private static let cloudPresets = (try? Group.cloud.read()) ?? []
    private static let pythonPresets = (try? Group.python.read()) ?? []
    private static let paymentPresets = (try? Group.payments.read()) ?? []
    private static let javaScriptPresets = (try? Group.javaScript.read()) ?? []
    private static let nativePresets = (try? Group.native.read()) ?? []
    private static let jvmAndDotNetPresets = (try? Group.jvmAndDotNet.read()) ?? []
    private static let proxyPresets = (try? Group.proxies.read()) ?? []
    private static let messagingPresets = (try? Group.messaging.read()) ?? []
    private static let webhookPresets = (try? Group.webhooks.read()) ?? []
  }

  /// All groups, in the order of the list.
  private static var groups: [Group] { Group.allCases }
}
