import Buddelverein
import Testing

@Suite("Quantities: natural order (rules.md 7)")
struct NaturalOrderTests {
    @Test("digit runs compare by value, then the shorter run first; everything else by code point")
    func order() {
        let ordered = [
            "", "1", "01", "2", "10", "A", "A-1", "A-1/2", "A-1/10", "A-01", "A-2", "A-10", "A-99999999999999999999",
            "A-100000000000000000000", "B", "a", "Ä",
        ]
        #expect(ordered.shuffled().naturallySorted { $0 } == ordered)
        for (index, left) in ordered.enumerated() {
            for (other, right) in ordered.enumerated() {
                #expect(NaturalOrder.compare(left, right).signum() == (index - other).signum())
            }
        }
    }
}
