/// Square products of 2 to 32, one at a time and in stacks: whether a size is slower than OpenBLAS alone, and how far libxsmm's
/// kernels are.
enum SmallProducts {
    static let suite = "small"

    static func run(_ session: Session) throws {
        let note = "products n×n×n, every transpose, both precisions: cblas ÷ ours; below 1, the library is slower"
        session.begin(suite, note, nil)
        let libxsmm = session.options.libxsmm
        let sizes = session.options.isQuick ? [2, 3, 4, 8, 16, 32] : Array(2...32)
        let transposes = [(false, false), (false, true), (true, false), (true, true)]
        let headings = ["Float", "Double"].flatMap { type in
            ["AB", "ABᵀ", "AᵀB", "AᵀBᵀ"].map { "\(type) \($0)" } + (libxsmm == nil ? [] : ["prepared", "by size"])
        }
        say(Text.right("n", 4) + headings.map { Text.right($0, 13) }.joined() + "   ns Float AB, Double AB")
        for n in sizes {
            var (cells, times): ([String], [String]) = ([], [])
            for isFloat in [true, false] {
                var others: [String] = []
                for (transA, transB) in transposes {
                    let isPlain = !transA && !transB
                    var work =
                        isFloat
                        ? KernelCase<Float>.gemm(n, transA, transB, plain: false, libxsmm: isPlain ? libxsmm : nil)
                        : KernelCase<Double>.gemm(n, transA, transB, plain: false, libxsmm: isPlain ? libxsmm : nil)
                    work.limit = nil
                    work.roofline = nil
                    let figure = try session.measure(suite, work, rounds: 15, printing: false)
                    cells.append(Text.number(figure.ratios["cblas"] ?? .nan))
                    others += rivals.compactMap { figure.ratios[$0.name] }.map(Text.number)
                    if isPlain { times.append(Text.number((figure.seconds["ours"] ?? .nan) * 1e9)) }
                }
                cells += others
            }
            say(
                Text.right("\(n)", 4) + cells.map { Text.right($0, 13) }.joined() + "   "
                    + times.joined(separator: ", "))
        }
        try runStacks(session, sizes)
    }

    /// How many products are in a stack: those of all sizes stay in the caches.
    private static let stackCount = 64
    private static let stackRivals = ["cblas", "MKL", "libxsmm prepared"]

    private static func runStacks(_ session: Session, _ sizes: [Int]) throws {
        say("Stacks of \(stackCount) products A·B in one call: others ÷ ours, and ns a product.")
        let headings = ["Float", "Double"].flatMap { type in stackRivals.map { "\(type) \($0)" } + ["ns"] }
        say(Text.right("n", 4) + headings.map { Text.right($0, 24) }.joined())
        for n in sizes {
            var cells: [String] = []
            for isFloat in [true, false] {
                let (mkl, libxsmm) = (session.options.mkl, session.options.libxsmm)
                let work =
                    isFloat
                    ? KernelCase<Float>.stack(of: stackCount, n, mkl: mkl, libxsmm: libxsmm)
                    : KernelCase<Double>.stack(of: stackCount, n, mkl: mkl, libxsmm: libxsmm)
                let figure = try session.measure(suite, work, rounds: 15, printing: false)
                cells += stackCells(figure)
            }
            say(Text.right("\(n)", 4) + cells.map { Text.right($0, 24) }.joined())
        }
    }

    private static func stackCells(_ figure: Figure) -> [String] {
        let ratios = stackRivals.map { figure.ratios[$0].map(Text.number) ?? "–" }
        return ratios + [Text.number((figure.seconds["ours"] ?? .nan) * 1e9 / Double(stackCount))]
    }

    /// libxsmm's kernels: each compiled for one size, looked up once, or for each product, as the library's are.
    private static let rivals = [(name: "libxsmm prepared", title: "prepared"), (name: "libxsmm", title: "by size")]

    /// A row for each size: cblas ÷ ours of each transpose, then libxsmm ÷ ours, then stacks.
    static func markdown(_ figures: [Figure]) -> [String] {
        let isStack = { (figure: Figure) in figure.name.hasPrefix("stack") }
        let lines = markdown(single: figures.filter { !isStack($0) })
        var (sizes, stacks): ([String], [String: [String]]) = ([], [:])
        for figure in figures where isStack(figure) {
            let size = String(figure.name.split(separator: " ")[3])
            if stacks[size] == nil { sizes.append(size) }
            stacks[size, default: []] += stackCells(figure)
        }
        if sizes.isEmpty { return lines }
        let headings = ["Float", "Double"].flatMap { type in stackRivals.map { "\(type), \($0)" } + ["ours, ns"] }
        return lines + [
            "",
            "Stacks of \(stackCount) products A·B: others ÷ ours, and ours a product. *cblas* and libxsmm's *prepared* kernel are "
                + "called in a loop, *MKL* is its function for stacks, ours is `multiply(stacksOf:)`.", "",
            "| | " + headings.joined(separator: " | ") + " |",
            "|" + String(repeating: "---|", count: headings.count + 1),
        ] + sizes.map { "| \($0) | " + (stacks[$0] ?? []).joined(separator: " | ") + " |" }
    }

    private static func markdown(single figures: [Figure]) -> [String] {
        var (sizes, names): ([String], [String]) = ([], [])
        for figure in figures {
            // "gemm Float A·B 4×4×4".
            let words = figure.name.split(separator: " ").map(String.init)
            if !sizes.contains(words[3]) { sizes.append(words[3]) }
            let name = "\(words[1]) \(words[2])"
            if !names.contains(name) { names.append(name) }
        }
        func ratio(_ name: String, _ size: String, to rival: String) -> String {
            figures.first { $0.name == "gemm \(name) \(size)" }?.ratios[rival].map(Text.number) ?? "–"
        }
        func table(_ headings: [String], _ cells: (_ size: String) -> [String]) -> [String] {
            [
                "| | " + headings.joined(separator: " | ") + " |",
                "|" + String(repeating: "---|", count: headings.count + 1),
            ] + sizes.map { "| \($0) | " + cells($0).joined(separator: " | ") + " |" }
        }
        let lines = table(names) { size in names.map { ratio($0, size, to: "cblas") } }
        guard figures.contains(where: { $0.ratios[rivals[0].name] != nil }) else { return lines }
        let plain = ["Float A·B", "Double A·B"]
        return lines + [
            "",
            "libxsmm ÷ ours: *prepared* is a kernel compiled for one size, that the caller has looked up; *by size* is its "
                + "function for any size, as the library's is.", "",
        ]
            + table(plain.flatMap { name in rivals.map { "\(name), \($0.title)" } }) { size in
                plain.flatMap { name in rivals.map { ratio(name, size, to: $0.name) } }
            }
    }
}
