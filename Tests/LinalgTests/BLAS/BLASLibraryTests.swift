import Linalg
import Testing

@Suite struct BLASLibraryTests {
    @Test func describesItself() {
        #expect(BLASLibrary.configuration.contains("OpenBLAS"))
        #expect(!BLASLibrary.coreName.isEmpty)
    }

    /// In a process of its own, as the number is that of the whole process.
    @Test func threadCount() async {
        await #expect(processExitsWith: .success) {
            precondition(BLASLibrary.threadCount >= 1)
            let a = Matrix<Double>(rows: 200, columns: 200) { Double(($0 * 7 + $1 * 3) % 11) - 5 }
            var products: [Matrix<Double>] = []
            for count in [1, 2, 3] {
                BLASLibrary.threadCount = count
                precondition(BLASLibrary.threadCount == count)
                products.append(a * a)
            }
            precondition(products[0] == products[1] && products[0] == products[2])
        }
    }
}
