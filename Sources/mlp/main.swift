import Linalg
import ComplexModule
let a: Matrix<Double> = [[4, 1], [2, 3]]
let f = try LU(a)
print(Array(try f.solve([1, 2])), f.determinant, Array(f.reconstructed().elements))
var c = Matrix<Double>.zeros(4, 4)
let keep = c
c[1..<3, 1..<3] = a * a
c[1..<3, 1..<3][row: 0] *= 10
print(Array(c.elements), Array(keep.elements))
var s = c[0..<2, 0..<2]
s[1, 1] = 7
c[column: 3] = [1, 2, 3, 4]
c.diagonal += [1, 1, 1, 1]
multiply(a, a, into: &c[2..<4, 2..<4])
print(Array(c.elements), Array(s.elements))
let z = Complex<Double>(1, 2)
let m: Matrix<Complex<Double>> = [[z, 1], [1, z.conjugate]]
print(Array((m * m.adjoint()).elements), Array(try m.solve([1, 0])))
let h = try Cholesky([[4, 2], [2, 3]] as Matrix<Float>)
print(Array(h.lower.elements), Array(h.solve([1, 2])), BLASLibrary.configuration, BLASLibrary.coreName)
nonisolated(unsafe) var esc: Matrix<Double>?
func steal(_ m: inout Matrix<Double>) { esc = m; m[0, 0] = -99; }
steal(&c[0..<2, 0..<2])
esc![1, 1] = 1234
print(c[0, 0], c[1, 1], esc![0, 0])
