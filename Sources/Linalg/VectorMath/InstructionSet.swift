internal import CVectorMath

/// The vectors that the package's own kernels use on this processor.
package enum InstructionSet {
    /// `avx512`, `avx2` or `baseline`.
    package static var name: String { String(cString: vm_instruction_set()) }
}
