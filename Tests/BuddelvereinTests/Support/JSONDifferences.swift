import Buddelverein
import Foundation

/// Where `have` differs from the expected JSON; more fields than expected are allowed.
func differences(_ want: Any, _ have: JSONValue?, at path: String = "") -> [String] {
    switch want {
    case let want as [String: Any]:
        guard have?.objectValue != nil else { return ["\(path): an object was expected"] }
        return want.keys.sorted().flatMap { differences(want[$0]!, have?[$0], at: "\(path).\($0)") }
    case let want as [Any]:
        guard let elements = have?.arrayValue else { return ["\(path): a list was expected"] }
        let count = want.count == elements.count ? [] : ["\(path): \(want.count) expected, \(elements.count) found"]
        return count
            + zip(want, elements).enumerated().flatMap { index, pair in
                differences(pair.0, pair.1, at: "\(path)[\(pair.1["ref"]?.stringValue ?? String(index))]")
            }
    case let want as String:
        return have?.stringValue == want ? [] : ["\(path): \(want) expected, \(JSONWriter().text(have ?? .null)) found"]
    case let want as NSNumber:
        return have?.integerValue == want.int64Value
            ? [] : ["\(path): \(want) expected, \(String(describing: have)) found"]
    default:
        return have == nil || have == .null ? [] : ["\(path): null expected, \(String(describing: have)) found"]
    }
}
