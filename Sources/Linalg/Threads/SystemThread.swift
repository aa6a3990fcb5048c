internal import CThreads

/// Threads of the system, and the processors that they run on.
package enum SystemThread {
    /// Starts a thread that takes no signals and keeps `context` alive; false if there cannot be another.
    package static func start<Context: AnyObject & Sendable>(
        _ context: Context, _ body: @convention(c) (UnsafeMutableRawPointer?) -> Void
    ) -> Bool {
        let reference = Unmanaged.passRetained(context)
        let isStarted = thread_start(body, reference.toOpaque())
        if !isStarted { reference.release() }
        return isStarted
    }

    /// How many processors the present thread may use.
    package static var processors: Int { max(Int(thread_processors()), 1) }

    /// The present thread's processor; negative where the system does not tell.
    package static var processor: Int32 { thread_processor() }

    /// Takes the present thread off a processor, if there is another one that it may use.
    package static func leave(_ processor: Int32) { thread_leave(processor) }
}
