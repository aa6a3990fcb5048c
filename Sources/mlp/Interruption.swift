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

    /// Signals that would end the program where an error says more: a reader that is gone, a file that may grow no more, a
    /// mapped file that somebody has made shorter. And no file of ours may get the number of a standard stream that is closed.
    static func prepare() {
        for (stream, mode) in [(0, O_RDONLY), (1, O_RDONLY), (2, O_WRONLY)] where fcntl(Int32(stream), F_GETFD) < 0 {
            // Standard output that can only be read: what is written there is an error, not lost in silence.
            _ = open("/dev/null", mode)
        }
        Foundation.signal(SIGBUS) { _ in
            let line: StaticString =
                "mlp: a file became shorter while it was read, or its disk fails; restore it, then go on\n"
            _ = write(2, line.utf8Start, line.utf8CodeUnitCount)
            _exit(Status.cannotWrite.rawValue)
        }
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
