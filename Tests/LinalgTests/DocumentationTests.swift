import Foundation
import Linalg
import Testing

/// The examples of the articles in Linalg.docc, word for word, and what they say of the results.
@Suite(.serialized) struct DocumentationTests {
    /// The lines of a text without indentation and empty ones.
    private func lines(_ text: some StringProtocol) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// Every block of Swift in the articles stands in this file.
    @Test func everyExampleIsCompiled() throws {
        let file = URL(filePath: #filePath)
        let root = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let catalogue = root.appending(path: "Sources/Linalg/Linalg.docc")
        let names = try FileManager.default.contentsOfDirectory(atPath: catalogue.path).filter { $0.hasSuffix(".md") }
        #expect(names.count == 6)
        let tests = "\n" + lines(try String(contentsOf: file, encoding: .utf8)).joined(separator: "\n") + "\n"
        var count = 0
        for name in names.sorted() {
            let article = try String(contentsOf: catalogue.appending(path: name), encoding: .utf8)
            for part in article.components(separatedBy: "```swift\n").dropFirst() {
                let end = try #require(part.range(of: "\n```"), "\(name): a block without an end")
                let code = lines(part[..<end.lowerBound]).joined(separator: "\n")
                #expect(!code.isEmpty && tests.contains("\n" + code + "\n"), "\(name): not in the tests: \(code)")
                count += 1
            }
        }
        #expect(count == 20)
    }

    /// The table of errors has a row for each case.
    @Test func everyErrorHasARow() throws {
        let file = URL(filePath: #filePath)
        let root = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let article = root.appending(path: "Sources/Linalg/Linalg.docc/HandlingErrors.md")
        let table = try String(contentsOf: article, encoding: .utf8)
        let source = try String(contentsOf: root.appending(path: "Sources/Linalg/Errors.swift"), encoding: .utf8)
        let cases = lines(source).filter { $0.hasPrefix("case ") && !$0.hasPrefix("case .") }
        #expect(cases.count == 10)
        for line in cases {
            let name = line.dropFirst(5).prefix { $0.isLetter }
            let row = "| ``LinalgError/\(name)"
            #expect(table.contains(row + "(") || table.contains(row + "``"), "no row for \(name)")
        }
    }

    @Test func landingPage() throws {
        let a: Matrix<Double> = [[4, 1], [2, 3]]
        let x = try a.solve([1, 2])
        let residual = (a * x - [1, 2]).norm()
        #expect(residual <= 1e-15)
    }

    @Test func gettingStarted() throws {
        let a: Matrix<Double> = [[4, 1], [2, 3]]
        let zeros = Matrix<Double>.zeros(2, 3)
        let hilbert = Matrix<Double>(rows: 3, columns: 3) { i, j in 1 / Double(i + j + 1) }
        let grid = Vector<Double>.linspace(0, 1, 5)
        #expect(zeros.sum() == 0 && hilbert == .hilbert(3) && grid[1] == 0.25)

        var m = Matrix<Double>.zeros(4, 4)
        m[1..<3, 1..<3] = [[1, 2], [3, 4]]
        m[row: 0] += [1, 2, 3, 4]
        let corner = m[..<2, ..<2]
        #expect(m == [[1, 2, 3, 4], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]] && corner == [[1, 2], [0, 1]])

        let product = a * a.transposed()
        let squares = a .* a
        let scaled = 2 * a + 1
        #expect(product == [[17, 11], [11, 13]] && squares == [[16, 1], [4, 9]] && scaled == [[9, 3], [5, 7]])

        let x = try a.solve([1, 2])
        let lu = try LU(a)
        let y = try lu.solve([3, 4])
        let determinant = lu.determinant
        #expect((x - [0.1, 0.6]).norm() <= 1e-15 && (y - [0.5, 1]).norm() <= 1e-15 && abs(determinant - 10) <= 1e-14)

        let tall: Matrix<Double> = [[1, 0], [1, 1], [1, 2]]
        let line = try tall.leastSquares([[1], [3], [5]]).solution
        #expect((line - [[1], [2]]).norm(.largest) <= 1e-14)

        let symmetric: Matrix<Double> = [[2, 1], [1, 2]]
        let eigen = try SymmetricEigen(symmetric)
        let svd = try SVD(tall)
        print(eigen.values, eigen.vectors, svd.singularValues)
        #expect((eigen.values - [1, 3]).norm() <= 1e-14 && svd.singularValues.count == 2)

        var random = RandomGenerator(seed: 42)
        let noise = random.standardNormal(rows: 2, columns: 3)
        #expect(abs(noise[0, 0] - 0.30471707975443135) <= 1e-16)
    }

    @Test func comingFromNumPy() {
        let a: Matrix<Double> = [[4, 1], [2, 3]]
        let matmul = a * a
        let elementwise = a .* a
        #expect(matmul == [[18, 7], [14, 11]] && elementwise == [[16, 1], [4, 9]])

        var centred = a
        centred.subtract([3, 2], fromEach: .row)
        #expect(centred == [[1, -1], [-1, 1]])

        let single = a.mapped { Float($0) }
        #expect(single == [[4, 1], [2, 3]] as Matrix<Float>)

        var m = a
        var slice = m[0..<1, ...]
        slice *= 10
        m[1..<2, ...] *= 10
        #expect(m == [[4, 1], [20, 30]] && slice == [[40, 10]])
    }

    @Test func performance() throws {
        do {
            var m = Matrix<Double>.zeros(100, 100)
            let block = m[..<50, 50...]
            m[0, 0] = 1
            #expect(block.sum() == 0 && m.sum() == 1)
        }
        let a: Matrix<Double> = [[4, 1], [2, 3]]
        let factors = try LU(a)
        var product = Matrix<Double>.zeros(2, 2)
        var x = Vector<Double>.zeros(2)
        for step in 1...3 {
            multiply(a, a, into: &product, alpha: 0.5, transposeB: .transpose)
            try factors.solve([1, Double(step)], into: &x)
            product.add(a, scaledBy: 2)
        }
        #expect(product == [[16.5, 7.5], [9.5, 12.5]] && (x - [0, 1]).norm() <= 1e-15)

        var decomposition = try QR(a)
        for shift in 1...3 {
            var shifted = a
            for i in 0..<2 { shifted[i, i] += Double(shift) }
            try decomposition.factor(shifted)
            try decomposition.solve([1, 2], into: &x)
        }
        let last: Matrix<Double> = [[7, 1], [2, 6]]
        #expect(try decomposition.r == QR(last).r && (last * x - [1, 2]).norm() <= 1e-14)

        let threads = BLASLibrary.threadCount
        BLASLibrary.threadCount = 1
        BLASLibrary.threadCount = threads
        #expect(BLASLibrary.threadCount == threads)
    }

    @Test func errors() throws {
        let singular: Matrix<Double> = [[1, 2], [2, 4]]
        var message = ""
        do {
            _ = try singular.inverse()
        } catch {
            switch error {
            case .singular(let pivot): message = "no inverse: pivot \(pivot) is zero"
            default: message = error.description
            }
        }
        #expect(message == "no inverse: pivot 1 is zero")

        let almost: Matrix<Double> = [[1, 1], [1, 1 + 1e-15]]
        let reciprocal = try LU(almost).reciprocalCondition()
        let refused = (try? almost.solve([1, 2], leastReciprocalCondition: 1e-12)) == nil
        #expect(reciprocal < 1e-15 && refused)
    }

    @Test func linking() {
        print(BLASLibrary.configuration, BLASLibrary.coreName)
        #expect(!BLASLibrary.configuration.isEmpty && !BLASLibrary.coreName.isEmpty)
    }
}
