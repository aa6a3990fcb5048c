/// What the data of a problem can cause: no bug of the caller's, and nothing that stops the program.
///
/// Each case says where, and its description what to do next. Indices count from zero.
public enum LinalgError: Error, Hashable, Sendable {
    /// Elimination met an exact zero in this pivot, or a triangular matrix has one in this place of its diagonal: the
    /// matrix has no inverse.
    case singular(pivot: Int)

    /// The leading square block that ends with this row is not positive definite.
    case notPositiveDefinite(minor: Int)

    /// The input has an infinity or a NaN in this place.
    case notFinite(row: Int, column: Int)

    /// An iteration did not converge; so many of its values are missing.
    case notConverged(count: Int)

    /// The matrix is singular to working precision, or nearer to it than was asked for: no digit of a solution may be
    /// right. The number is the estimated reciprocal of the condition number.
    case illConditioned(reciprocalCondition: Double)

    /// The result is finite in theory but exceeds the scalar type.
    case overflow

    /// A real matrix has a negative real eigenvalue, this one of its Schur form: its principal square root or logarithm
    /// is complex.
    case negativeEigenvalue(index: Int)

    /// This eigenvalue of the Schur form is zero, where the function has no value.
    case zeroEigenvalue(index: Int)

    /// In `A·X + X·B = C`, A and −B have an eigenvalue in common, up to rounding: no solution is unique.
    case commonEigenvalue

    /// Eigenvalues of a Schur form are too close to each other to change their order.
    case eigenvaluesTooClose
}

extension LinalgError: CustomStringConvertible {
    /// What happened, where, and what to do next, in one line.
    public var description: String {
        switch self {
        case .singular(let pivot):
            "the matrix is singular: pivot \(pivot) is exactly zero; "
                + "remove the dependent row or column, or solve a least-squares problem instead"
        case .notPositiveDefinite(let minor):
            "the matrix is not positive definite: its leading block up to row \(minor) is not; "
                + "add a multiple of the identity, or factor it by LU instead"
        case .notFinite(let row, let column):
            "the input is not finite in row \(row), column \(column); remove the infinity or NaN there"
        case .notConverged(let count):
            "the iteration did not converge for \(count) values; scale the matrix, or look for extreme entries"
        case .illConditioned(let reciprocalCondition):
            "the matrix is ill-conditioned: the reciprocal of its condition number is about \(reciprocalCondition); "
                + "scale its rows and columns, use a wider type, or solve a least-squares problem with a tolerance"
        case .overflow:
            "the result exceeds the range of the scalar type; scale the input down or use a wider type"
        case .negativeEigenvalue(let index):
            "the real matrix has a negative eigenvalue, number \(index) of its Schur form, so that the result is complex; "
                + "pass the matrix as complexified()"
        case .zeroEigenvalue(let index):
            "the matrix has the eigenvalue zero, number \(index) of its Schur form, where the function has no value; "
                + "shift the matrix away from singularity"
        case .commonEigenvalue:
            "the equation A·X + X·B = C has no unique solution: A and −B have an eigenvalue in common; "
                + "shift one of the two matrices"
        case .eigenvaluesTooClose:
            "the eigenvalues are too close to each other to be reordered; select all of the cluster or none of it"
        }
    }
}
