import Foundation
import Linalg

/// A size at which one path takes over from another.
struct CutOff {
    /// As in the source.
    let name: String
    let present: Int
    /// What it counts.
    let unit: String
    /// What a ratio is.
    let question: String
    let measurement: Measurement
    /// The size above which OpenBLAS may use more than one thread: what one thread says beyond it is no reason to go there.
    var threadedAbove: Int?
    /// Whether the values stand for themselves, block sizes of which the best is looked for, and not for where paths cross.
    var isChoice = false

    enum Measurement {
        case turns([Rung])
        /// Why not.
        case none(String)
    }

    static var all: [CutOff] { products + matrixVector + vectors + others + networks }

    /// The value that a run finds, and the ratios on its two sides.
    func finding(_ rows: [Crossing.Row]) -> (value: String, ratios: String) {
        func text(_ row: Crossing.Row) -> String {
            String(format: "%.2f at %d", isChoice ? row.mean : row.least, row.value)
        }
        if isChoice {
            return Crossing.best(of: rows).map { ("\($0.value)", text($0)) } ?? ("none", "")
        }
        guard let crossing = Crossing.find(in: rows) else {
            return ("none", rows.first.map(text) ?? "")
        }
        let next = crossing.next.map { ", \(text($0))" } ?? "; no larger size was tried"
        if let threadedAbove, crossing.last.value > threadedAbove {
            return (
                "\(threadedAbove)",
                "\(text(crossing.last))\(next); above \(threadedAbove) OpenBLAS may use more threads"
            )
        }
        return ("\(crossing.last.value)", "\(text(crossing.last))\(next)")
    }
}

/// One size.
struct Rung {
    /// In the unit of the cut-off.
    let value: Int
    let title: String
    let duels: () -> [Duel]

    init(_ value: Int, _ title: String? = nil, _ duels: @escaping () -> [Duel]) {
        (self.value, self.title, self.duels) = (value, title ?? "\(value)", duels)
    }
}
