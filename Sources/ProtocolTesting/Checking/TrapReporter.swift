import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reports on standard error which property was being evaluated when the process crashes.
///
/// A trap in a property, for example an index out of range, cannot be caught: it ends the process of the test. After
/// ``install()`` the process first writes the name of the property.
///
/// ```swift
/// TrapReporter.install()
/// try ProtocolTest(Payment()).always("…") { … }.check(.faults(2))
/// ```
///
/// Nothing is installed unless a test asks for it: signal handlers belong to the whole process, and a debugger or a
/// crash reporter may have its own.
public enum TrapReporter {
  /// The property that is being evaluated on this thread, as a C string.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    precondition(
      pthread_key_create(&key, nil) == 0, "the process has no room for another thread-local value")
    return key
  }()

  private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE]
  /// The handlers that were installed before, in the order of the signals. Only written while `isInstalled` is made.
  nonisolated(unsafe) private static var previous: [sigaction] = []
  private static let isActive = Atomic<Bool>(false)

  private static let isInstalled: Bool = {
    _ = key
    for signal in signals {
      var action = sigaction()
      setHandler(of: &action) { TrapReporter.report($0) }
      var old = sigaction()
      sigaction(signal, &action, &old)
      previous.append(old)
    }
    isActive.store(true, ordering: .releasing)
    return true
  }()

  /// Installs handlers for the signals of a trap, once for the process.
  ///
  /// A handler writes its report, then leaves the signal to the handler that was installed before.
  public static func install() {
    precondition(isInstalled, "handlers are installed once")
  }

  /// Evaluates a property that may trap.
  static func during<Result>(_ property: String, _ body: () -> Result) -> Result {
    guard isActive.load(ordering: .acquiring) else { return body() }
    return property.withCString { name in
      pthread_setspecific(key, name)
      defer { pthread_setspecific(key, nil) }
      return body()
    }
  }

  /// Writes the report, and restores the previous handler. The signal comes again at once, since the instruction
  /// that trapped is executed again.
  private static func report(_ signal: Int32) {
    for (index, candidate) in signals.enumerated() where candidate == signal {
      var old = previous[index]
      sigaction(signal, &old, nil)
    }
    guard let name = pthread_getspecific(key) else { return }
    put("error: a property trapped while it was asked about the participants: ")
    _ = write(2, name, strlen(name.assumingMemoryBound(to: CChar.self)))
    put("\nLet it throw an error instead: then the course of events is drawn that leads there.\n")
  }

  private static func put(_ text: StaticString) {
    text.withUTF8Buffer { _ = write(2, $0.baseAddress, $0.count) }
  }

  /// Sets the handler of an action: a union whose member each C library names differently.
  private static func setHandler(
    of action: inout sigaction, _ handler: @escaping @convention(c) (Int32) -> Void
  ) {
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = handler
    #elseif canImport(Glibc)
      action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
      action.__sa_handler.sa_handler = handler
    #endif
  }
}
