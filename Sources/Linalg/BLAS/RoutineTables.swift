/// The routines for `Float`: those whose BLAS and LAPACK names begin with *s*.
public enum FloatRoutines: BLASRoutines, LAPACKRoutines {
    /// The type of an entry.
    public typealias Element = Float
}

/// The routines for `Double`: those whose BLAS and LAPACK names begin with *d*.
public enum DoubleRoutines: BLASRoutines, LAPACKRoutines {
    /// The type of an entry.
    public typealias Element = Double
}

/// The routines for `Complex<Float>`: those whose BLAS and LAPACK names begin with *c*.
public enum ComplexFloatRoutines: BLASRoutines, LAPACKRoutines {}

/// The routines for `Complex<Double>`: those whose BLAS and LAPACK names begin with *z*.
public enum ComplexDoubleRoutines: BLASRoutines, LAPACKRoutines {}
