/// Account numbers and creditor identifiers as files hold them.
enum IbanText {
    /// The number without blanks and in capitals; the domain checks its digits.
    static func plain(_ text: String) -> String {
        text.filter { $0 != " " }.uppercased()
    }
}
