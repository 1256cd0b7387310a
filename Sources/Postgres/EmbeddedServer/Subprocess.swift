import CLibPQ
import Glibc
import Synchronization

/// Runs another program and keeps what it prints.
///
/// The program gets nothing of ours but its arguments and environment: no open file, no terminal, `/` as its folder.
public struct Subprocess: Sendable {
    /// How a program ended.
    public struct Outcome: Sendable, Hashable {
        /// The exit status; 128 plus the signal where a signal ended it.
        public let status: Int32
        public let output: String
        public let errorOutput: String

        public var isSuccess: Bool { status == 0 }

        /// Everything it printed.
        public var allOutput: String {
            [output, errorOutput].map { $0.trimmingNewlines() }.filter { !$0.isEmpty }.joined(separator: "\n")
        }
    }

    /// A program could not be started at all.
    public struct LaunchFailure: Error, Hashable, Sendable, CustomStringConvertible {
        public let executable: String
        public let code: Int32

        public var description: String {
            "\(executable) can't be started: \(String(cString: strerror(code)))"
        }
    }

    public var executable: String
    public var arguments: [String]
    /// The whole environment; by default `minimalEnvironment`.
    public var environment: [String: String]

    public init(_ executable: String, _ arguments: [String], environment: [String: String] = Self.minimalEnvironment) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
    }

    /// Messages in English, since some are read by this module; nothing that would steer PostgreSQL's programs.
    public static let minimalEnvironment = [
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
        "HOME": "/",
    ]

    /// Runs the program to its end; a cancelled task ends it with SIGTERM.
    /// - Throws: `LaunchFailure`.
    public func run() async throws -> Outcome {
        let output = memfd_create("output", 1)
        let errorOutput = memfd_create("error", 1)
        defer {
            close(output)
            close(errorOutput)
        }
        guard output >= 0, errorOutput >= 0 else { throw LaunchFailure(executable: executable, code: errno) }
        let process = try spawn(output: output, errorOutput: errorOutput)
        let running = Mutex(true)
        let status = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                startThread(name: "wait") {
                    continuation.resume(returning: Self.wait(for: process))
                }
            }
        } onCancel: {
            running.withLock { isRunning in
                if isRunning { _ = kill(process, SIGTERM) }
            }
        }
        running.withLock { $0 = false }
        return Outcome(status: status, output: Self.contents(output), errorOutput: Self.contents(errorOutput))
    }

    private func spawn(output: Int32, errorOutput: Int32) throws -> pid_t {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, output, 1)
        posix_spawn_file_actions_adddup2(&files, errorOutput, 2)
        posix_spawn_file_actions_addclosefrom_np(&files, 3)
        posix_spawn_file_actions_addchdir_np(&files, "/")
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals blocked or ignored here must not be so there.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        var process: pid_t = 0
        let code = withCStrings([executable] + arguments) { arguments in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawn(
                    &process, executable, &files, &attributes,
                    UnsafePointer<UnsafeMutablePointer<CChar>?>(OpaquePointer(arguments)),
                    UnsafePointer<UnsafeMutablePointer<CChar>?>(OpaquePointer(environment)))
            }
        }
        guard code == 0 else { throw LaunchFailure(executable: executable, code: code) }
        return process
    }

    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    private static func contents(_ file: Int32) -> String {
        let size = Int(lseek(file, 0, SEEK_END))
        guard size > 0 else { return "" }
        var bytes = [UInt8](repeating: 0, count: size)
        let count = pread(file, &bytes, size, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
