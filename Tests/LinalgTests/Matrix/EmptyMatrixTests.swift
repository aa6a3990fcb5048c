import Foundation
import Linalg
import Testing

@Suite struct EmptyMatrixTests {
    /// A shape that a hostile file may name: walking over its rows would never end.
    @Test func manyRowsWithoutColumnsCostNothing() throws {
        let text = #"{"rows": \#(Int.max), "columns": 0, "elements": []}"#
        let a = try JSONDecoder().decode(Matrix<Double>.self, from: Data(text.utf8))
        #expect(a.rows == Int.max && a.isEmpty)
        #expect(a == a && a.isApproximatelyEqual(to: a))
        #expect(a.hashValue == a.hashValue)
        #expect(a != Matrix.zeros(3, 0))
        #expect(try JSONEncoder().encode(a).count < 100)
    }
}
