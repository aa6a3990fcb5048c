/// Square products of 2 to 32: whether a size is slower than OpenBLAS alone.
enum SmallProducts {
    static let suite = "small"

    static func run(_ session: Session) throws {
        let note = "products n×n×n, every transpose, both precisions: cblas ÷ ours; below 1, the library is slower"
        session.begin(suite, note, nil)
        let sizes = session.options.isQuick ? [2, 3, 4, 8, 16, 32] : Array(2...32)
        let transposes = [(false, false), (false, true), (true, false), (true, true)]
        let headings = ["Float", "Double"].flatMap { type in ["AB", "ABᵀ", "AᵀB", "AᵀBᵀ"].map { "\(type) \($0)" } }
        say(Text.right("n", 4) + headings.map { Text.right($0, 13) }.joined() + "   ns Float AB, Double AB")
        for n in sizes {
            var (cells, times): ([String], [String]) = ([], [])
            for isFloat in [true, false] {
                for (transA, transB) in transposes {
                    var work =
                        isFloat
                        ? KernelCase<Float>.gemm(n, transA, transB, plain: false)
                        : KernelCase<Double>.gemm(n, transA, transB, plain: false)
                    work.limit = nil
                    work.roofline = nil
                    let figure = try session.measure(suite, work, rounds: 15, printing: false)
                    cells.append(Text.right(Text.number(figure.ratios["cblas"] ?? .nan), 13))
                    if !transA && !transB { times.append(Text.number((figure.seconds["ours"] ?? .nan) * 1e9)) }
                }
            }
            say(Text.right("\(n)", 4) + cells.joined() + "   " + times.joined(separator: ", "))
        }
    }

    /// A row for each size: cblas ÷ ours of each transpose.
    static func markdown(_ figures: [Figure]) -> [String] {
        var (sizes, names): ([String], [String]) = ([], [])
        for figure in figures {
            // "gemm Float A·B 4×4×4".
            let words = figure.name.split(separator: " ").map(String.init)
            if !sizes.contains(words[3]) { sizes.append(words[3]) }
            let name = "\(words[1]) \(words[2])"
            if !names.contains(name) { names.append(name) }
        }
        var lines = [
            "| | " + names.joined(separator: " | ") + " |", "|" + String(repeating: "---|", count: names.count + 1),
        ]
        for size in sizes {
            let cells = names.map { name in
                let figure = figures.first { $0.name == "gemm \(name) \(size)" }
                return figure?.ratios["cblas"].map(Text.number) ?? "–"
            }
            lines.append("| \(size) | " + cells.joined(separator: " | ") + " |")
        }
        return lines
    }
}
