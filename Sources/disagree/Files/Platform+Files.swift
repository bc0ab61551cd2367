#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The calls of the C library for files.
extension Platform {
  /// A thing that a path names, after all links.
  struct FileStatus {
    /// The kinds of things that a path may name. A stream is everything that is neither a file
    /// nor a folder: a device, a pipe, a socket.
    enum Kind { case file, folder, stream }

    /// The kind, after all links.
    let kind: Kind
    /// The permissions, with the bits for other users and groups.
    let mode: UInt32
    /// The device that the file is on. Together with the number it tells if two paths name the
    /// same file.
    fileprivate let device: UInt64
    /// The number of the file on its device.
    fileprivate let number: UInt64
    /// The user who owns the file, which a replacement keeps.
    fileprivate let owner: uid_t
    /// The group of the file, which a replacement keeps.
    fileprivate let group: gid_t

    /// The parts of a `stat` that the program needs, in the same types on Linux and macOS.
    fileprivate init(_ info: stat) {
      switch info.st_mode & S_IFMT {
      case S_IFREG: kind = .file
      case S_IFDIR: kind = .folder
      default: kind = .stream
      }
      mode = UInt32(info.st_mode) & 0o7777
      device = UInt64(truncatingIfNeeded: info.st_dev)
      number = UInt64(truncatingIfNeeded: info.st_ino)
      owner = info.st_uid
      group = info.st_gid
    }

    /// Returns true if both are one thing, by any path to it.
    func isSame(as other: FileStatus) -> Bool { device == other.device && number == other.number }
  }

  /// The thing that a path names, after all links; `nil` if there is none, or it cannot be reached.
  static func status(of path: String) -> FileStatus? {
    var info = stat()
    return stat(path, &info) == 0 ? FileStatus(info) : nil
  }

  /// The thing that is open under a number; `nil` if there is none.
  static func status(ofDescriptor descriptor: Int32) -> FileStatus? {
    var info = stat()
    return fstat(descriptor, &info) == 0 ? FileStatus(info) : nil
  }

  /// The path to which a symbolic link leads; `nil` for anything else.
  static func target(ofLink path: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = bytes.withUnsafeMutableBytes { readlink(path, $0.baseAddress!, $0.count) }
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }

  /// The folders with a name for everything that is open.
  static var descriptorFolders: [String] {
    #if canImport(Darwin)
      ["/dev/fd/"]
    #else
      ["/dev/fd/", "/proc/self/fd/"]
    #endif
  }

  /// Returns true if this user may write to what a path names.
  static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

  /// Returns true if something is open for writing under a number.
  static func isWritable(descriptor: Int32) -> Bool {
    let flags = fcntl(descriptor, F_GETFL)
    return flags >= 0 && flags & O_ACCMODE != O_RDONLY
  }

  /// Gives every standard stream that is closed a file that can neither be read nor written: otherwise the next file that
  /// is opened takes its place.
  static func openStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes bytes to what a path names, without making it anew.
  ///
  /// - Returns: false if that failed; ``lastErrorText`` says why.
  static func write(_ bytes: [UInt8], through path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    if descriptor < 0 { return false }
    return write(bytes, to: descriptor, closing: true)
  }

  /// Writes bytes to what is open under a number.
  ///
  /// - Returns: false if that failed; ``lastErrorText`` says why.
  static func write(_ bytes: [UInt8], to descriptor: Int32, closing isLast: Bool = false) -> Bool {
    var written = 0
    var error: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      while written < buffer.count, error == 0 {
        #if canImport(Darwin)
          let count = Darwin.write(
            descriptor, buffer.baseAddress! + written, buffer.count - written)
        #elseif canImport(Glibc)
          let count = Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
        #else
          let count = Musl.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
        #endif
        if count >= 0 { written += count } else if errno != EINTR { error = errno }
      }
    }
    if isLast, close(descriptor) != 0, error == 0 { error = errno }
    errno = error
    return error == 0
  }

  /// Replaces a file as a whole: its new content is written beside it, and then takes its name.
  ///
  /// - Parameters:
  ///   - draft: the path of the file beside it, which must not exist.
  ///   - old: the file that is replaced, whose permissions and owner the new one gets; `nil` for none.
  /// - Returns: false if that failed; ``lastErrorText`` says why, and the old file is as it was.
  static func replace(
    _ path: String, by bytes: [UInt8], draft: String, like old: FileStatus?
  ) -> Bool {
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if descriptor < 0 { return false }
    // The lock says that the draft is still being written.
    _ = flock(descriptor, LOCK_EX | LOCK_NB)
    if let old {
      // Only the superuser may give a file away; a change of the owner takes permissions away, so they come last.
      _ = fchown(descriptor, old.owner, old.group)
      _ = fchmod(descriptor, mode_t(old.mode))
    }
    if write(bytes, to: descriptor, closing: true), rename(draft, path) == 0 { return true }
    let error = errno
    unlink(draft)
    errno = error
    return false
  }

  /// The number of this process.
  static var process: Int32 { getpid() }

  /// Deletes a draft that a process has left which is gone.
  static func deleteDraft(_ path: String, of process: Int32) {
    if kill(process, 0) == 0 || errno != ESRCH { return }
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor < 0 { return }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    close(descriptor)
  }

  /// The least address space with which a command can run, in bytes: the libraries map most of it.
  static let leastMemory: UInt64 = 128 << 20

  /// The memory that the system allows this process, in bytes; `nil` for any.
  static var allowedMemory: UInt64? {
    var limit = rlimit()
    #if canImport(Glibc)
      let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0
    #else
      let isKnown = getrlimit(RLIMIT_AS, &limit) == 0
    #endif
    return isKnown && limit.rlim_cur < UInt64(Int64.max) ? UInt64(limit.rlim_cur) : nil
  }
}
