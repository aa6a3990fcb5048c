extension Scalar {
    /// Whether none of `count` contiguous numbers has a part that is infinite or NaN.
    @inline(__always)
    static func allFinite(_ base: UnsafePointer<Self>, _ count: Int) -> Bool {
        let parts = MemoryLayout<Self>.stride / MemoryLayout<RealType>.stride
        return RealType.Routines.allFinite(
            parts &* count, UnsafeRawPointer(base).assumingMemoryBound(to: RealType.self))
    }
}
