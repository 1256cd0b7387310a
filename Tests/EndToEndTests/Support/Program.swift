import Foundation

/// The built binary with a data folder of its own, as a script runs it.
struct Program: Sendable {
    /// What a run of it gave.
    struct Outcome: Equatable, Sendable {
        var status: Int32
        var output: String
        var errors: String
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Beside the bundle of the tests, which was built with it.
    static let binary = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "buddel")

    let folder: URL
    private let environment: [String: String]

    /// Lends a fresh folder and ends the server in it afterwards.
    static func with(_ body: (Program) throws -> Void) throws {
        let program = try fresh()
        defer { program.end() }
        try body(program)
    }

    /// The same for a body that waits for several things at once.
    static func lending(_ body: (Program) async throws -> Void) async throws {
        let program = try fresh()
        defer { program.end() }
        try await body(program)
    }

    private static func fresh() throws -> Program {
        // Short, for the socket; and the server's own user must be able to pass through.
        let folder = URL(filePath: "/tmp/be-\(UInt32.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        return Program(folder: folder)
    }

    private func end() {
        _ = try? run("db", "stop")
        try? FileManager.default.removeItem(at: folder)
    }

    private init(folder: URL) {
        self.folder = folder
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("BUDDEL_") }
        environment["BUDDEL_DATA_DIR"] = folder.appending(path: "data").path
        environment["XDG_CONFIG_HOME"] = folder.appending(path: "config").path
        environment["BUDDEL_LANG"] = "en"
        self.environment = environment
    }

    /// Runs the binary; `input` is what comes from its standard input, nothing by default.
    func run(_ arguments: String..., input: String? = nil) throws -> Outcome {
        try Self.run(Self.binary, arguments, environment, input: input)
    }

    func run(_ arguments: [String], input: String? = nil) throws -> Outcome {
        try Self.run(Self.binary, arguments, environment, input: input)
    }

    /// Runs the binary with no more memory than this; it dies where it asks for more.
    func run(withinKilobytes limit: Int, _ arguments: [String]) throws -> Outcome {
        let shell = ["-c", "ulimit -v \(limit); exec \"$0\" \"$@\"", Self.binary.path] + arguments
        return try Self.run(URL(filePath: "/bin/sh"), shell, environment)
    }

    /// Runs the binary with more in its environment.
    func run(_ arguments: [String], with more: [String: String]) throws -> Outcome {
        try Self.run(Self.binary, arguments, environment.merging(more) { $1 })
    }

    /// Runs the binary as somebody who has logged in.
    func run(as token: String, _ arguments: [String], language: String = "en") throws -> Outcome {
        var environment = environment
        environment["BUDDEL_TOKEN"] = token
        environment["BUDDEL_LANG"] = language
        return try Self.run(Self.binary, arguments, environment)
    }

    /// Starts the binary and leaves it running; the caller ends it.
    func start(_ arguments: String...) throws -> Process {
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Starts the binary with a terminal as its three streams; with a token as somebody who has logged in.
    func start(
        _ arguments: [String], on terminal: FileHandle, as token: String? = nil, language: String = "en"
    ) throws -> Process {
        var environment = environment.merging(["TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"]) { $1 }
        environment["BUDDEL_TOKEN"] = token
        environment["BUDDEL_LANG"] = language
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = arguments
        process.environment = environment
        process.standardInput = terminal
        process.standardOutput = terminal
        process.standardError = terminal
        try process.run()
        return process
    }

    /// Runs a program to its end.
    static func run(
        _ program: URL, _ arguments: [String], _ environment: [String: String]? = nil, input: String? = nil
    ) throws -> Outcome {
        let scratch = URL(filePath: "/tmp/bo-\(UUID().uuidString)")
        let errors = URL(filePath: scratch.path + ".err")
        let typed = URL(filePath: scratch.path + ".in")
        for file in [scratch, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        try Data((input ?? "").utf8).write(to: typed)
        defer { for file in [scratch, errors, typed] { try? FileManager.default.removeItem(at: file) } }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        if let environment { process.environment = environment }
        process.standardInput = try FileHandle(forReadingFrom: typed)
        // Into files: a pipe that nobody empties would stop a program that says much.
        process.standardOutput = try FileHandle(forWritingTo: scratch)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOf: scratch, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }

    /// A folder with these files.
    func write(_ name: String, _ files: [String: String]) throws -> String {
        let path = folder.appending(path: name)
        for (file, text) in files {
            let target = path.appending(path: file)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: target)
        }
        return path.path
    }
}
