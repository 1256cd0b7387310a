import CLibPQ

extension PostgresConnection {
    @discardableResult
    public nonisolated(nonsending) func copyIn(
        _ sql: SQL, _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int {
        try await copyIn(sql, epoch: nil, body)
    }

    nonisolated(nonsending) func copyIn(
        _ sql: SQL, epoch: Int?, _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int {
        let isBinary = try await beginCopy(sql, .into, epoch: epoch)
        let writer = CopyWriter(connection: self, isBinary: isBinary)
        do {
            try await body(writer)
            try await writer.finish()
            return try await endCopyIn(statement: sql.name)
        } catch {
            await abortCopyIn()
            throw error
        }
    }

    public nonisolated(nonsending) func copyOut<T>(
        _ sql: SQL, _ body: nonisolated(nonsending) (CopyReader) async throws -> T
    ) async throws -> T {
        try await copyOut(sql, epoch: nil, body)
    }

    nonisolated(nonsending) func copyOut<T>(
        _ sql: SQL, epoch: Int?, _ body: nonisolated(nonsending) (CopyReader) async throws -> T
    ) async throws -> T {
        let isBinary = try await beginCopy(sql, .out, epoch: epoch)
        do {
            let result = try await body(CopyReader(connection: self, isBinary: isBinary, statement: sql.name))
            await abandonCopyOut()
            return result
        } catch {
            await abandonCopyOut()
            throw error
        }
    }

    /// Starts a COPY.
    /// - Returns: whether its format is binary.
    private func beginCopy(_ sql: SQL, _ direction: CopyDirection, epoch: Int?) async throws -> Bool {
        guard sql.values.isEmpty else { throw PostgresError.misuse("COPY takes no bound values") }
        return try await cancellable { connection in
            let pointer = try connection.ready(epoch: epoch)
            guard PQsendQuery(pointer, sql.text) == 1, let result = PQgetResult(pointer) else {
                throw PostgresError(result: nil, connection: pointer, statement: sql.name)
            }
            defer { PQclear(result) }
            let expected = direction == .into ? PGRES_COPY_IN : PGRES_COPY_OUT
            guard PQresultStatus(result) == expected else {
                let error = PostgresError(result: result, connection: pointer, statement: sql.name)
                let isFailure = PQresultStatus(result) == PGRES_FATAL_ERROR
                _ = try? connection.collect(pointer, statement: nil)
                throw isFailure ? error : PostgresError.misuse("the statement is no COPY in this direction")
            }
            connection.copying = direction
            return PQbinaryTuples(result) == 1
        }
    }

    /// Sends a part of the data.
    func putCopy(_ bytes: [UInt8]) throws {
        try Task.checkCancellation()
        let pointer = try copyPointer()
        var offset = 0
        while offset < bytes.count {
            let length = min(bytes.count - offset, 1 << 30)
            let code = bytes.withUnsafeBytes { memory in
                PQputCopyData(
                    pointer, memory.baseAddress!.assumingMemoryBound(to: CChar.self) + offset, Int32(length))
            }
            guard code == 1 else { throw PostgresError(result: nil, connection: pointer, statement: nil) }
            offset += length
        }
    }

    private func endCopyIn(statement: String?) async throws -> Int {
        try await cancellable { connection in
            let pointer = try connection.copyPointer()
            connection.copying = nil
            guard PQputCopyEnd(pointer, nil) == 1 else {
                throw PostgresError(result: nil, connection: pointer, statement: statement)
            }
            return Rows(taking: try connection.collect(pointer, statement: statement), statement: statement).affected
        }
    }

    private func abortCopyIn() {
        guard let pointer = try? copyPointer() else { return }
        copying = nil
        PQputCopyEnd(pointer, "the client gave up")
        while let result = PQgetResult(pointer) {
            PQclear(result)
            if PQstatus(pointer) == CONNECTION_BAD { break }
        }
    }

    /// The next rows, about `size` bytes of them; nil at the end.
    func copyChunk(size: Int, statement: String?) async throws -> [UInt8]? {
        if copying != .out { return nil }
        return try await cancellable { connection in
            let pointer = try connection.copyPointer()
            var chunk: [UInt8] = []
            while chunk.count < size {
                var buffer: UnsafeMutablePointer<CChar>?
                let length = PQgetCopyData(pointer, &buffer, 0)
                if length > 0, let buffer {
                    chunk.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: Int(length)))
                    PQfreemem(buffer)
                    continue
                }
                connection.copying = nil
                if length == -2 { throw PostgresError(result: nil, connection: pointer, statement: statement) }
                PQclear(try connection.collect(pointer, statement: statement))
                break
            }
            return chunk.isEmpty ? nil : chunk
        }
    }

    /// Tells the server to stop where the reader has left before the end, and reads away what is under way.
    private func abandonCopyOut() {
        guard copying == .out, let pointer = try? copyPointer() else { return }
        copying = nil
        let ticket = cancelSwitch.begin()
        cancelSwitch.cancel(ticket)
        defer { cancelSwitch.end() }
        var buffer: UnsafeMutablePointer<CChar>?
        while PQgetCopyData(pointer, &buffer, 0) > 0 { PQfreemem(buffer) }
        while let result = PQgetResult(pointer) {
            PQclear(result)
            if PQstatus(pointer) == CONNECTION_BAD { break }
        }
    }
}
