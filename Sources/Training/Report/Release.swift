/// This release of swift-linalg.
public enum Release {
    /// Its version.
    public static let version = "0.1.0"
}
