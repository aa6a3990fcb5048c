import Foundation
import Linalg

/// Measures every cut-off again: both paths in turn, at sizes on both sides of the value that is in use.
@main struct Tune {
    var rounds = 31
    /// How many seconds a measurement lasts at least.
    var shortest = 1e-3
    var threads = 1
    var commit = "unknown"
    /// Only the cut-offs whose names begin so.
    var names: [String] = []
    var isQuick = false

    static func main() {
        do {
            try Tune(CommandLine.arguments.dropFirst()).run()
        } catch {
            FileHandle.standardError.write(Data("tune: \(error)\n".utf8))
            exit(error is Misuse ? 64 : 70)
        }
    }

    /// What is wrong with the options.
    struct Misuse: Error, CustomStringConvertible { let description: String }

    init(_ arguments: some Sequence<String>) throws {
        var rest = arguments.makeIterator()
        func value(of option: String) throws -> String {
            guard let value = rest.next() else { throw Misuse(description: "\(option) needs a value") }
            return value
        }
        while let option = rest.next() {
            switch option {
            case "--quick": (isQuick, rounds, shortest) = (true, 5, 2e-4)
            case "--only": names.append(try value(of: option))
            case "--commit": commit = try value(of: option)
            case "--threads":
                let text = try value(of: option)
                guard let count = Int(text), count >= 1 else {
                    throw Misuse(description: "--threads \(text): at least 1 is needed")
                }
                threads = count
            default:
                throw Misuse(
                    description: "\(option): the options are --only NAME, --quick, --threads N and --commit ID")
            }
        }
        for name in names where !CutOff.all.contains(where: { $0.name.hasPrefix(name) }) {
            let known = CutOff.all.map(\.name).joined(separator: ", ")
            throw Misuse(description: "no cut-off begins with \(name); there are \(known)")
        }
    }

    func run() throws {
        BLASLibrary.threadCount = threads
        print(Machine.line(commit: commit))
        let turns = Turns(rounds: rounds, shortest: shortest)
        var findings = [["cut-off", "present", "found", "ratios beside it"]]
        for cutOff in CutOff.all where names.isEmpty || names.contains(where: cutOff.name.hasPrefix) {
            switch cutOff.measurement {
            case .none(let why): findings.append([cutOff.name, "\(cutOff.present)", "not measured", why])
            case .turns(let rungs):
                print("\n\(cutOff.name): \(cutOff.unit). \(cutOff.question)")
                let (found, ratios) = cutOff.finding(try measure(rungs, turns))
                findings.append([cutOff.name, "\(cutOff.present)", found, ratios])
            }
        }
        print()
        printTable(findings)
    }

    /// Prints the ratios of each rung, and returns the rungs with them; of a quick run every third.
    private func measure(_ rungs: [Rung], _ turns: Turns) throws -> [Crossing.Row] {
        let rungs = isQuick ? rungs.enumerated().filter { $0.offset % 3 == 1 }.map(\.element) : rungs
        var (rows, table): ([Crossing.Row], [[String]]) = ([], [])
        for rung in rungs {
            let duels = rung.duels()
            if table.isEmpty { table.append(["size"] + duels.map(\.title)) }
            let ratios = try duels.map { duel in
                try duel.verify(at: rung.title)
                return turns.ratio(duel.other, to: duel.own)
            }
            table.append([rung.title] + ratios.map { String(format: "%.2f", $0) })
            rows.append(.init(value: rung.value, ratios: zip(duels, ratios).map { (kind: $0.kind, ratio: $1) }))
        }
        printTable(table)
        return rows
    }

    /// Columns side by side, each as wide as its widest cell.
    private func printTable(_ rows: [[String]]) {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = cells.joined(separator: "  ")
            print(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)])
        }
    }
}
