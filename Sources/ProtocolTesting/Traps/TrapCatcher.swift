import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs code on a thread of its own, which can be given up, so that a trap in it stops that thread only and not the
/// process.
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

  /// Twice the descriptor to which the handler on this thread writes, plus 2, and plus 1 if it catches traps.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    precondition(
      pthread_key_create(&key, nil) == 0, "the process has no room for another thread-local value")
    return key
  }()

  /// The handlers that were installed before, in the order of the signals. Only written while `isInstalled` is made.
  nonisolated(unsafe) private static var previous: [sigaction] = []

  private static let isInstalled: Bool = {
    _ = key  // Made here, and not in a handler.
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
    let catchesTraps: Bool

    init(descriptor: Int32, catchesTraps: Bool, _ body: @escaping () -> Void) {
      self.descriptor = descriptor
      self.catchesTraps = catchesTraps
      self.body = body
    }
  }

  /// Runs a body.
  ///
  /// - Parameter catchesTraps: true to survive a trap of the body, false to leave it to the process.
  /// - Returns: its result; `nil` if it trapped or was given up, or if a trap could not be caught since the system has no
  ///   room for another thread.
  static func run<Result>(
    catchesTraps: Bool = true, _ body: @escaping () -> Result
  ) -> Result? {
    if catchesTraps { precondition(isInstalled, "handlers are installed once") }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return catchesTraps ? nil : body() }
    defer { for end in ends { close(end) } }
    // Only the other thread writes it, before it says that it has ended.
    nonisolated(unsafe) var result: Result?
    let watch = HandlerWatch.current
    let work = Unmanaged.passRetained(
      Work(descriptor: ends[1], catchesTraps: catchesTraps) {
        HandlerWatch.$current.withValue(watch) { result = body() }
      })
    guard start(work.toOpaque()) else {
      work.release()
      return catchesTraps ? nil : body()
    }
    var word: UInt8 = 0
    while read(ends[0], &word, 1) < 0, errno == EINTR {}
    return word == 1 ? result : nil
  }

  /// Gives up this thread, if ``run(catchesTraps:_:)`` has started it. The waiting one goes on without a result.
  static func giveUpThread() {
    guard let value = pthread_getspecific(key) else { return }
    tell(2, to: descriptor(value))
    while true { pause() }
  }

  /// The descriptor that a thread-specific value holds. Twice the number plus two is never null,
  /// which would mean that there is none.
  private static func descriptor(_ value: UnsafeMutableRawPointer) -> Int32 {
    Int32(Int(bitPattern: value) / 2 - 1)
  }

  /// Starts a detached thread with a stack of its own size.
  ///
  /// - Returns: false if the system has no thread to give.
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
    let value = (Int(work.descriptor) + 1) * 2 + (work.catchesTraps ? 1 : 0)
    pthread_setspecific(key, UnsafeRawPointer(bitPattern: value))
    work.body()
    pthread_setspecific(key, nil)
    stack.ss_flags = Int32(SS_DISABLE)
    sigaltstack(&stack, nil)
    tell(1, to: work.descriptor)
    return nil
  }

  /// Tells the waiting thread about a trap, or leaves the signal to the previous handler.
  private static func handle(_ signal: Int32) {
    if let value = pthread_getspecific(key), Int(bitPattern: value) % 2 == 1 {
      tell(2, to: descriptor(value))
      while true { pause() }
    }
    // The signal comes again at once, since the instruction that trapped is executed again.
    for (index, candidate) in signals.enumerated() where candidate == signal {
      var old = previous[index]
      sigaction(signal, &old, nil)
    }
  }

  /// Writes one byte to a pipe, the only thing that a signal handler may do to wake another
  /// thread.
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
