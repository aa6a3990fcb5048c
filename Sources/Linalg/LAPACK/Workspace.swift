/// Runs a routine in a workspace of the size that it asks for: with a size of −1 it says how large that should be.
func withWorkspace<Element: Scalar>(
    _: Element.Type, _ routine: (_ work: UnsafeMutablePointer<Element>, _ count: Int) -> Int
) -> Int {
    var answer = Element.zero
    let status = routine(&answer, -1)
    require(status == 0, "a workspace query answered \(status)")
    let count = workspaceSize(answer.modulus)
    let memory = workingVector(Element.self, withMargin(count))
    defer { extendLifetime(memory) }
    return CallGate.pass { routine(memory.unsafeView.base, count) }
}

/// Memory for a routine to work in. Zeros for complex numbers, as WorkingMemory.swift explains; others are not filled.
private func workingVector<Element: Scalar>(_: Element.Type, _ count: Int) -> Vector<Element> {
    Element.self == Element.RealType.self ? Vector(uninitializedCount: count) : .zeros(count)
}

/// A size as a routine tells it, in a number that may have rounded it down.
private func workspaceSize<Number: RealScalar>(_ answer: Number) -> Int { max(1, Int(answer.nextUp.rounded(.up))) }

/// A quarter more than was asked for, as WorkingMemory.swift explains.
private func withMargin(_ count: Int) -> Int { count + count / 4 + 64 }

/// Three workspaces and their sizes, as the routines by divide and conquer and by relatively robust representations take
/// them; those for real numbers do not touch the second.
struct Workspaces<Element: Scalar> {
    var work: UnsafeMutablePointer<Element>
    var count: Int
    var realWork: UnsafeMutablePointer<Element.RealType>
    var realCount: Int
    var integerWork: UnsafeMutablePointer<Int32>
    var integerCount: Int
}

/// Runs a routine in three workspaces of the sizes that it asks for.
func withWorkspaces<Element: Scalar>(
    _: Element.Type, _ routine: (Workspaces<Element>) -> Int
) -> Int {
    let answers = (Vector<Element>.zeros(1), Vector<Element.RealType>.zeros(1))
    var integerAnswer: Int32 = 0
    let status = withUnsafeMutablePointer(to: &integerAnswer) {
        routine(
            Workspaces(
                work: answers.0.unsafeView.base, count: -1, realWork: answers.1.unsafeView.base, realCount: -1,
                integerWork: $0, integerCount: -1))
    }
    require(status == 0, "a workspace query answered \(status)")
    let count = workspaceSize(answers.0[0].modulus)
    let memory = workingVector(Element.self, withMargin(count))
    let realMemory = Vector<Element.RealType>(uninitializedCount: workspaceSize(answers.1[0]))
    let integerCount = max(1, Int(integerAnswer))
    let integerMemory = UnsafeMutablePointer<Int32>.allocate(capacity: integerCount)
    defer {
        integerMemory.deallocate()
        extendLifetime(memory)
        extendLifetime(realMemory)
    }
    return CallGate.pass {
        routine(
            Workspaces(
                work: memory.unsafeView.base, count: count, realWork: realMemory.unsafeView.base,
                realCount: realMemory.count, integerWork: integerMemory, integerCount: integerCount))
    }
}
