import Buddelverein
import Foundation
import Logging
import Synchronization

/// Log lines as JSON, one object a line: time, level, where from, message, and what belongs to it.
public struct JSONLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel = Logger.Level.info

    private let label: String
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void

    /// `write` gets each line with its end.
    public init(
        label: String, now: @escaping @Sendable () -> Date = { Date() }, write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.now = now
        self.write = write
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var line: JSONObject = [
            "time": .string(now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
            "level": .string(event.level.rawValue), "logger": .string(label), "message": .string("\(event.message)"),
        ]
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) where line[key] == nil {
            line[key] = .string("\(value)")
        }
        write(JSONWriter().text(.object(line)).split(whereSeparator: \.isNewline).joined(separator: " ") + "\n")
    }
}

/// The program's log on the error stream, as text or as JSON; which of them is settled once the settings are read.
public struct ServerLogHandler: LogHandler {
    /// How lines are written from now on.
    public static func useJSON() { isJSON.withLock { $0 = true } }

    private static let isJSON = Mutex(false)

    private var text: StreamLogHandler
    private var json: JSONLogHandler

    public init(label: String, level: Logger.Level) {
        text = .standardError(label: label)
        json = JSONLogHandler(label: label) { FileHandle.standardError.write(Data($0.utf8)) }
        text.logLevel = level
        json.logLevel = level
    }

    public var metadata: Logger.Metadata {
        get { json.metadata }
        set {
            json.metadata = newValue
            text.metadata = newValue
        }
    }

    public var logLevel: Logger.Level {
        get { json.logLevel }
        set {
            json.logLevel = newValue
            text.logLevel = newValue
        }
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { json[metadataKey: key] }
        set {
            json[metadataKey: key] = newValue
            text[metadataKey: key] = newValue
        }
    }

    public func log(event: LogEvent) {
        if Self.isJSON.withLock({ $0 }) { json.log(event: event) } else { text.log(event: event) }
    }
}
