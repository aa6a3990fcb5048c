import Foundation
import Synchronization

/// SIGINT and SIGTERM: the first one lets the present step finish, the second one ends the program at once.
enum Interruption {
    private static let signal = Atomic<Int32>(0)

    /// The status that the program is to end with; nil if nobody interrupts it.
    static var status: Status? {
        switch signal.load(ordering: .relaxed) {
        case 0: nil
        case SIGTERM: .terminated
        default: .interrupted
        }
    }

    /// Signals that would end the program where an error says more: a reader that is gone, a file that may grow no more.
    static func prepare() {
        Foundation.signal(SIGPIPE, SIG_IGN)
        Foundation.signal(SIGXFSZ, SIG_IGN)
    }

    /// From now on, signals only ask.
    static func listen() {
        // The handler must not be the first to touch it.
        _ = signal.load(ordering: .relaxed)
        let handler: @convention(c) (Int32) -> Void = { number in
            if Interruption.signal.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
        }
        Foundation.signal(SIGINT, handler)
        Foundation.signal(SIGTERM, handler)
    }
}
