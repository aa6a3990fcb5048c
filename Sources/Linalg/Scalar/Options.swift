/// How a routine reads an operand. Nothing is moved in memory.
public enum Transpose: Sendable, Hashable, CaseIterable {
    /// As it is.
    case none
    /// Rows and columns exchanged.
    case transpose
    /// Rows and columns exchanged, and each entry conjugated; for real numbers the same as ``transpose``.
    case conjugateTranspose
}

/// The triangle of a matrix that a routine reads or writes, with the diagonal; the other one is not touched.
public enum Triangle: Sendable, Hashable, CaseIterable {
    /// On and below the diagonal.
    case lower
    /// On and above the diagonal.
    case upper

    /// The same entries seen through a transposition.
    @inlinable package var flipped: Triangle { self == .lower ? .upper : .lower }
}

/// What stands on the diagonal of a triangular matrix.
public enum Diagonal: Sendable, Hashable, CaseIterable {
    /// The stored entries.
    case nonUnit
    /// Ones; the stored entries are not read.
    case unit
}

/// The side of a product on which the special operand stands.
public enum Side: Sendable, Hashable, CaseIterable {
    /// `a · b`.
    case left
    /// `b · a`.
    case right
}

/// The norm in which a condition number is estimated.
public enum OperatorNorm: Sendable, Hashable, CaseIterable {
    /// The largest sum of magnitudes of a column.
    case one
    /// The largest sum of magnitudes of a row.
    case infinity

    /// That of the transposed matrix which has the same value.
    @inlinable package var flipped: OperatorNorm { self == .one ? .infinity : .one }
}

/// What one triangle of a matrix says of the other one.
public enum Symmetry: Sendable, Hashable, CaseIterable {
    /// `A = Aᵀ`, without conjugation.
    case symmetric
    /// `A = Aᴴ`, with a real diagonal; for real numbers the same as ``symmetric``.
    case hermitian

    /// The transposition under which the matrix is the same.
    @inlinable package var transpose: Transpose { self == .symmetric ? .transpose : .conjugateTranspose }
}
