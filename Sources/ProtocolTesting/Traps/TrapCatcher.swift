import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs code on a thread of its own, so that a trap in it stops that thread only and not the process.
///
/// A trap, for example an index out of range, cannot be undone. The signal handler tells the waiting thread about it and
/// then sleeps for ever: the thread and what it owns are given up.
///
/// Signal handlers belong to the whole process, so they are installed only when a test asks for it. On other threads
/// the handler that was installed before does its work.
enum TrapCatcher {
  /// The signals of a trap. An abort is none: the C library holds a lock meanwhile.
  private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE]
  /// The size of the stack of a thread, and of the stack of its signal handler.
  private static let (stackSize, handlerStackSize) = (16 << 20, 64 << 10)

  /// The descriptor, plus 1, to which the handler on this thread writes.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    precondition(
      pthread_key_create(&key, nil) == 0, "the process has no room for another thread-local value")
    return key
  }()

  /// The handlers that were installed before, in the order of the signals. Only written while `isInstalled` is made.
  nonisolated(unsafe) private static var previous: [sigaction] = []

  private static let isInstalled: Bool = {
    _ = key
    for signal in signals {
      var action = sigaction()
      setHandler(of: &action) { TrapCatcher.handle($0) }
      action.sa_flags = SA_ONSTACK
      var old = sigaction()
      sigaction(signal, &action, &old)
      previous.append(old)
    }
    return true
  }()

  /// The work of a thread.
  private final class Work: Sendable {
    nonisolated(unsafe) let body: () -> Void
    let descriptor: Int32

    init(descriptor: Int32, _ body: @escaping () -> Void) {
      self.descriptor = descriptor
      self.body = body
    }
  }

  /// Runs a body.
  ///
  /// - Returns: its result; `nil` if it trapped, or if the system has no room for another thread.
  static func run<Result>(_ body: @escaping () -> Result) -> Result? {
    precondition(isInstalled, "handlers are installed once")
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { for end in ends { close(end) } }
    // Only the other thread writes it, before it says that it has ended.
    nonisolated(unsafe) var result: Result?
    let work = Unmanaged.passRetained(Work(descriptor: ends[1]) { result = body() })
    guard start(work.toOpaque()) else {
      work.release()
      return nil
    }
    var word: UInt8 = 0
    while read(ends[0], &word, 1) < 0, errno == EINTR {}
    return word == 1 ? result : nil
  }

  private static func start(_ work: UnsafeMutableRawPointer) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    return pthread_create(&thread, &attributes, { TrapCatcher.enter($0) }, work) == 0
  }

  /// The first function of a thread.
  private static func enter(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
    // A stack that is full leaves no room for a handler.
    let memory = UnsafeMutableRawPointer.allocate(byteCount: handlerStackSize, alignment: 16)
    defer { memory.deallocate() }
    var stack = stack_t()
    stack.ss_sp = memory
    stack.ss_size = numericCast(handlerStackSize)
    sigaltstack(&stack, nil)
    pthread_setspecific(key, UnsafeRawPointer(bitPattern: Int(work.descriptor) + 1))
    work.body()
    pthread_setspecific(key, nil)
    stack.ss_flags = Int32(SS_DISABLE)
    sigaltstack(&stack, nil)
    tell(1, to: work.descriptor)
    return nil
  }

  /// Tells the waiting thread about a trap, or leaves the signal to the previous handler.
  private static func handle(_ signal: Int32) {
    if let value = pthread_getspecific(key) {
      tell(2, to: Int32(Int(bitPattern: value) - 1))
      while true { pause() }
    }
    // The signal comes again at once, since the instruction that trapped is executed again.
    for (index, candidate) in signals.enumerated() where candidate == signal {
      var old = previous[index]
      sigaction(signal, &old, nil)
    }
  }

  private static func tell(_ word: UInt8, to descriptor: Int32) {
    var word = word
    _ = write(descriptor, &word, 1)
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
