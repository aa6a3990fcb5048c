import ReferenceKernels

/// A type with a longer significand than those under test, where there is one.
#if arch(x86_64)
typealias Wide = Float80
#else
typealias Wide = Double
#endif

/// A matrix in memory with room around it: rows apart by a stride, and guards in front, between and behind.
struct Grid<T: BinaryFloatingPoint> {
    static var margin: Int { 3 }
    let rows: Int
    let columns: Int
    let rowStride: Int
    let guardian: T
    var storage: [T]

    /// The matrix of `rows` by `columns` whose entries `make` returns, with `gap` elements between rows.
    init(_ rows: Int, _ columns: Int, gap: Int = 0, guardian: T = .nan, _ make: (Int, Int) -> T) {
        self.rows = rows
        self.columns = columns
        self.guardian = guardian
        rowStride = columns + gap
        storage = Array(repeating: guardian, count: rows * rowStride + 2 * Self.margin)
        for i in 0..<rows { for j in 0..<columns { self[i, j] = make(i, j) } }
    }

    subscript(i: Int, j: Int) -> T {
        get { storage[Self.margin + i * rowStride + j] }
        set { storage[Self.margin + i * rowStride + j] = newValue }
    }

    var entries: [[T]] { (0..<rows).map { i in (0..<columns).map { j in self[i, j] } } }

    /// Whether what lies around the entries is as it was made. The guardian must not be NaN.
    var guardsStand: Bool {
        var inside = Set<Int>()
        for i in 0..<rows { for j in 0..<columns { inside.insert(Self.margin + i * rowStride + j) } }
        return storage.indices.allSatisfy { inside.contains($0) || storage[$0] == guardian }
    }

    func read<R>(_ body: (UnsafePointer<T>) -> R) -> R {
        storage.withUnsafeBufferPointer { body($0.baseAddress! + Self.margin) }
    }

    mutating func write<R>(_ body: (UnsafeMutablePointer<T>) -> R) -> R {
        storage.withUnsafeMutableBufferPointer { body($0.baseAddress! + Self.margin) }
    }
}

/// A vector in memory with a stride, negative ones from the far end, and guards between and around the elements.
struct Line<T: BinaryFloatingPoint> {
    private var grid: Grid<T>
    let count: Int
    let stride: Int

    init(_ count: Int, stride: Int = 1, guardian: T = .nan, _ make: (Int) -> T) {
        self.count = count
        self.stride = stride
        grid = Grid(count, 1, gap: abs(stride) - 1, guardian: guardian) { row, _ in
            make(stride < 0 ? count - 1 - row : row)
        }
    }

    subscript(i: Int) -> T { grid[stride < 0 ? count - 1 - i : i, 0] }

    var elements: [T] { (0..<count).map { self[$0] } }
    var guardsStand: Bool { grid.guardsStand }

    func read<R>(_ body: (UnsafePointer<T>) -> R) -> R { grid.read(body) }
    mutating func write<R>(_ body: (UnsafeMutablePointer<T>) -> R) -> R { grid.write(body) }
}

/// Numbers in [-1, 1) with few enough bits for every type, the same in each run.
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next<T: BinaryFloatingPoint>() -> T {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return T(Int64(state >> 40) - 1 << 23) / T(1 << 23)
    }
}

/// The largest of `error / (u · bound)`, where u is half an ulp of one in `T`. A NaN anywhere gives NaN.
struct Ratio<T: BinaryFloatingPoint> {
    private(set) var value: Wide = 0

    mutating func add(_ found: T, _ expected: Wide, bound: Wide) {
        let error = (Wide(found) - expected).magnitude
        let ratio = error == 0 ? 0 : error / (Wide(T.ulpOfOne) / 2 * bound)
        if !(ratio <= value) { value = ratio.isNaN || value.isNaN ? .nan : ratio }
    }
}

let sizes = [0, 1, 2, 3, 5, 10]
let strides = [1, 3, -1, -2]
let alphas = [0, 1, 0.7]
let betas = [0, 1, 1.3]
/// For products and updates: the error of an entry over its bound.
let limit: Wide = 16
