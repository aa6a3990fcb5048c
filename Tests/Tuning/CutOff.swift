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
    /// Whether the values stand for themselves, block sizes of which the best is looked for, and not for where paths cross.
    var isChoice = false

    enum Measurement {
        case turns([Rung])
        /// Why not.
        case none(String)
    }

    static var all: [CutOff] { products + matrixVector + vectors + others + networks }

    /// What a run says, in words.
    func finding(_ rows: [Crossing.Row]) -> String {
        func text(_ row: Crossing.Row) -> String { String(format: "%.2f at %d", row.least, row.value) }
        if isChoice {
            return Crossing.best(of: rows).map { "\($0.value)\t\(text($0))" } ?? "none\t"
        }
        guard let crossing = Crossing.find(in: rows) else {
            return "none\t" + (rows.first.map { "\(text($0))" } ?? "")
        }
        let next = crossing.next.map { ", \(text($0))" } ?? ", and beyond what was tried"
        return "\(crossing.last.value)\t\(text(crossing.last))\(next)"
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
