/// Runs a routine in a workspace of the size that it asks for: with a size of −1 it says how large that should be.
func withWorkspace<Element: Scalar>(
    _: Element.Type, _ routine: (_ work: UnsafeMutablePointer<Element>, _ count: Int) -> Int
) -> Int {
    var answer = Element.zero
    let status = routine(&answer, -1)
    require(status == 0, "a workspace query answered \(status)")
    // A `Float` may have rounded the size down.
    let count = max(1, Int(answer.modulus.nextUp.rounded(.up)))
    // A quarter more than was asked for, as WorkingMemory.swift explains.
    let memory = Vector<Element>.zeros(count + count / 4 + 64)
    defer { extendLifetime(memory) }
    return CallGate.pass { routine(memory.unsafeView.base, count) }
}
