import Foundation

/// The most memory that this process has held so far.
enum PeakMemory {
    static func kilobytes() throws -> Int {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else {
            throw CocoaError(.featureUnsupported)
        }
        return Int(usage.ru_maxrss)
    }
}
