internal import CProcessor

/// The processor that a thread runs on.
package enum Processor {
    /// That of the present thread; negative where the system does not tell.
    package static var current: Int32 { processor_current() }

    /// Takes the present thread off a processor, if there is another one that it may use.
    package static func leave(_ processor: Int32) { processor_leave(processor) }
}
