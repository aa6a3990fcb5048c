import ComplexModule
import Foundation
import Linalg
import TestSupport
import Testing

@Suite struct DescriptionTests {
    /// An array and what NumPy prints of it.
    struct Case: Decodable, Sendable {
        let name: String
        let type: String
        let shape: [Int]
        let numbers: String
        let text: String

        func description() throws -> String {
            switch type {
            case "float32": try description(of: Float.self, read: Self.reals)
            case "float64": try description(of: Double.self, read: Self.reals)
            case "complex64": try description(of: Complex<Float>.self, read: Self.complexes)
            case "complex128": try description(of: Complex<Double>.self, read: Self.complexes)
            default: throw Malformed(what: type)
            }
        }

        private func description<Element: Scalar>(
            of type: Element.Type, read: ([Element.RealType]) -> [Element]
        ) throws -> String {
            let numbers = try numbers.split(separator: " ").map { word in
                guard let number = Element.RealType(String(word)) else { throw Malformed(what: String(word)) }
                return number
            }
            let elements = read(numbers)
            switch shape.count {
            case 1: return Vector(elements).description
            case 2: return Matrix(rows: shape[0], columns: shape[1], rowMajor: elements).description
            default: throw Malformed(what: "\(shape)")
            }
        }

        private static func reals<T: RealScalar>(_ numbers: [T]) -> [T] { numbers }

        private static func complexes<T: RealScalar>(_ numbers: [T]) -> [Complex<T>] {
            stride(from: 0, to: numbers.count, by: 2).map { Complex(numbers[$0], numbers[$0 + 1]) }
        }
    }

    struct File: Decodable {
        let numpy: String
        let cases: [Case]
    }

    struct Malformed: Error {
        let what: String
    }

    @Test func everyArrayPrintsAsInNumPy() throws {
        let golden = try JSONDecoder().decode(File.self, from: Golden.data("numpy_printing.json"))
        #expect(golden.numpy.hasPrefix("2."))
        #expect(golden.cases.count >= 120)
        for entry in golden.cases {
            let text = try entry.description()
            #expect(text == entry.text, "\(entry.name), \(entry.type)\n\(text)\ninstead of\n\(entry.text)")
        }
    }

    @Test func slicesPrintTheirOwnElements() {
        let a = Matrix<Double>(rows: 4, columns: 5) { Double($0 * 5 + $1) }
        #expect(a[1..<3, 2..<4].description == "[[ 7.  8.]\n [12. 13.]]")
        #expect(a[column: 1].description == "[ 1.  6. 11. 16.]")
        #expect(a.diagonal.description == "[ 0.  6. 12. 18.]")
        #expect("\(a[row: 0][1..<3])" == "[1. 2.]")
    }

    @Test func signsOfNaNAreNotShown() {
        #expect(Vector<Double>([-.nan, .signalingNaN, 1]).description == "[nan nan  1.]")
        #expect(Vector([Complex<Float>(-.nan, -.nan)]).description == "[nan+nanj]")
    }

    @Test func debugDescriptionNamesTypeAndShape() {
        #expect(String(reflecting: [1, 2.5] as Vector<Double>) == "Vector<Double>, 2 elements\n[1.  2.5]")
        #expect(String(reflecting: [3] as Vector<Float>) == "Vector<Float>, 1 element\n[3.]")
        #expect(String(reflecting: Vector<Double>.zeros(0)) == "Vector<Double>, 0 elements\n[]")
        #expect(String(reflecting: Matrix<Float>.identity(2)) == "Matrix<Float>, 2×2\n[[1. 0.]\n [0. 1.]]")
        #expect(String(reflecting: Matrix<Complex<Double>>.zeros(0, 3)) == "Matrix<Complex<Double>>, 0×3\n[]")
    }
}
