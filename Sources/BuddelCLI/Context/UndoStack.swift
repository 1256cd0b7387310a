import Buddelverein

/// What was booked in this shell and can be taken back by a counter-entry, latest first.
public actor UndoStack {
    /// One action with its way back.
    public struct Action: Sendable {
        /// What was done, for the question before it is undone.
        public let title: LocalizedText
        public let undo: @Sendable () async throws -> Void
    }

    private var actions: [Action] = []

    public init() {}

    /// Remembers an action; `undo` reverses it with the rules and rights of every other reversal.
    public func push(_ title: LocalizedText, undo: @escaping @Sendable () async throws -> Void) {
        actions.append(Action(title: title, undo: undo))
    }

    public var latest: Action? { actions.last }

    /// Undoes the latest action; it stays on the stack when its reversal is refused. Nil when there is none.
    public func undoLatest() async throws -> Action? {
        guard let action = actions.popLast() else { return nil }
        do {
            try await action.undo()
        } catch {
            actions.append(action)
            throw error
        }
        return action
    }
}
