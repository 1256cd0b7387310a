import NIOCore
import Synchronization

/// The connections of one instance: how many each address has, and all of them, to be closed at the end.
final class OpenConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var perAddress: [NetworkAddress: Int] = [:]
    }

    private let maximumPerAddress: Int
    private let trusted: [AddressRange]
    private let state = Mutex(State())

    init(maximumPerAddress: Int, trusted: [AddressRange]) {
        self.maximumPerAddress = maximumPerAddress
        self.trusted = trusted
    }

    var count: Int { state.withLock { $0.channels.count } }

    /// Counts a connection in; false where its address has as many as it may.
    func open(_ channel: any Channel) -> Bool {
        let address = Self.counted(channel, besides: trusted)
        return state.withLock { state in
            if let address {
                let open = state.perAddress[address] ?? 0
                if maximumPerAddress > 0, open >= maximumPerAddress { return false }
                state.perAddress[address] = open + 1
            }
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    /// Counts a connection out that was counted in.
    func closed(_ channel: any Channel) {
        let address = Self.counted(channel, besides: trusted)
        state.withLock { state in
            guard state.channels.removeValue(forKey: ObjectIdentifier(channel)) != nil, let address else { return }
            let left = (state.perAddress[address] ?? 1) - 1
            state.perAddress[address] = left > 0 ? left : nil
        }
    }

    /// Cuts what is still open.
    func closeAll() {
        for channel in state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
    }

    private static func counted(_ channel: any Channel, besides trusted: [AddressRange]) -> NetworkAddress? {
        guard let address = channel.remoteAddress?.ipAddress.flatMap({ NetworkAddress($0) }) else { return nil }
        return trusted.contains { $0.contains(address) } ? nil : address.network
    }
}
