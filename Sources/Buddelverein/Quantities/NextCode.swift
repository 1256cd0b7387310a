extension NaturalOrder {
    /// The first free code of the form `prefix` and a number, one above the largest that is used.
    ///
    /// Codes of another form are passed over; `next(prefix: "M-", after: [])` is `M-1`.
    public static func next(prefix: String, after used: some Sequence<String>) -> String {
        var largest = 0
        for code in used where code.hasPrefix(prefix) {
            if let number = Int(code.dropFirst(prefix.count)), number < Int.max { largest = max(largest, number) }
        }
        return prefix + String(largest + 1)
    }
}
