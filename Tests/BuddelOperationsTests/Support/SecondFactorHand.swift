import BuddelOperations
import Buddelverein

extension BuddelApp {
    /// Sets up a second factor for who this value acts for; returns what his telephone computes codes with.
    func enrol(_ clock: HandClock) async throws -> (phone: TimeCode, recovery: [String]) {
        let made = try await setUpSecondFactor()
        let phone = TimeCode(secret: [UInt8](base32: made.secret.filter { $0 != "-" })!)
        let recovery = try await confirmSecondFactor(code: phone.now(clock))
        clock.advance(seconds: 30)
        return (phone, recovery)
    }
}

extension TimeCode {
    /// What the telephone shows now.
    func now(_ clock: HandClock) -> String { code(at: TimeCode.step(at: clock.now)) }
}
