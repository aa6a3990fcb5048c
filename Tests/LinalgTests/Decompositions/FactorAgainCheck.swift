import Testing

/// Factors other matrices and then the one that is wanted, while nothing shares the memory, and then with a copy that must not
/// change; `parts` tells all that there is to see of a decomposition.
func checkFactorsAgain<F, A, P: Equatable>(
    _ name: String, _ f: inout F, _ other: A, _ a: A, _ fresh: F, _ factor: (inout F, A) throws -> Void,
    _ parts: (F) throws -> P
) throws {
    for matrix in [other, other, a] { try factor(&f, matrix) }
    let expected = try parts(fresh)
    #expect(try parts(f) == expected, "\(name), in its memory")
    let old = f
    try factor(&f, other)
    #expect(try parts(old) == expected, "\(name), a copy")
    try factor(&f, a)
    #expect(try parts(f) == expected, "\(name), after a copy")
}
