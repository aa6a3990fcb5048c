public import Linalg

/// The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno: for smooth functions of many variables, with the
/// whole data in every evaluation.
///
/// ```swift
/// var method = LBFGS<Double>()
/// while let value = method.step(&x, objective: { x, gradient in … }) { print(value) }
/// ```
///
/// A value of this type is all that the method remembers, and part of a checkpoint.
///
/// - Source: Nocedal, Wright: Numerical Optimization, 2nd ed., algorithms 7.4 and 7.5, with the line search of 3.5 and
///   3.6 for the strong Wolfe conditions.
public struct LBFGS<Element: RealScalar>: Sendable, Hashable, Codable {
    /// How many of the last steps are remembered.
    public let memory: Int

    /// The gradient counts as zero when its largest entry is at most this.
    public var gradientTolerance: Double

    /// The last differences of points, and of gradients at them, oldest first.
    private var steps: [Vector<Element>] = []
    private var changes: [Vector<Element>] = []
    /// Value and gradient at the present point; nil before the first step.
    private var value: Element?
    private var gradient: Vector<Element> = []

    /// A method that remembers `memory` steps.
    ///
    /// - Precondition: `memory` is at least 1.
    public init(memory: Int = 10, gradientTolerance: Double = 1e-10) {
        require(memory >= 1, "an LBFGS memory of \(memory); it must be at least 1")
        self.memory = memory
        self.gradientTolerance = gradientTolerance
    }

    /// All that is remembered besides the settings, for a checkpoint.
    package struct Memory {
        package var steps: [Vector<Element>]
        package var changes: [Vector<Element>]
        package var gradient: Vector<Element>
        package var value: Element

        package init(
            steps: [Vector<Element>], changes: [Vector<Element>], gradient: Vector<Element>, value: Element
        ) {
            self.steps = steps
            self.changes = changes
            self.gradient = gradient
            self.value = value
        }
    }

    /// What is remembered; nil before the first step.
    package var remembered: Memory? {
        get { value.map { Memory(steps: steps, changes: changes, gradient: gradient, value: $0) } }
        set {
            (steps, changes) = (newValue?.steps ?? [], newValue?.changes ?? [])
            (gradient, value) = (newValue?.gradient ?? [], newValue?.value)
        }
    }

    /// One step from `point`, which is moved to where `objective` is lower. Returns the value there; nil if the gradient
    /// is zero or no lower point can be told from this one, `point` then being unchanged.
    ///
    /// `objective` returns the value at a point and writes its gradient. Between steps, `point` is not to be changed.
    ///
    /// - Complexity: O(memory · n), and as a rule one or two evaluations.
    public mutating func step(
        _ point: inout Vector<Element>, objective: (Vector<Element>, inout Vector<Element>) -> Element
    ) -> Element? {
        if value == nil {
            gradient = .zeros(point.count)
            value = objective(point, &gradient)
        }
        guard let start = value, start.isFinite, gradient.norm(.infinity) > Element(gradientTolerance) else {
            return nil
        }
        while true {
            var direction = -1 * gradient
            if !steps.isEmpty { applyInverseHessian(to: &direction) }
            let first: Element = steps.isEmpty ? min(1, 1 / gradient.norm(.one)) : 1
            if let found = search(from: point, start, along: direction, first, objective) {
                remember(found.point - point, found.gradient - gradient)
                (point, value, gradient) = (found.point, found.value, found.gradient)
                return found.value
            }
            // The model of the curvature may be spoilt; the gradient alone has the last word.
            if steps.isEmpty { return nil }
            steps = []
            changes = []
        }
    }

    private mutating func remember(_ step: Vector<Element>, _ change: Vector<Element>) {
        // Only positive curvature keeps the approximation positive definite.
        guard step.dot(change) > Element.ulpOfOne * change.dot(change) else { return }
        if steps.count == memory {
            steps.removeFirst()
            changes.removeFirst()
        }
        steps.append(step)
        changes.append(change)
    }

    /// The two loops of algorithm 7.4.
    private func applyInverseHessian(to direction: inout Vector<Element>) {
        var factors: [Element] = []
        for (s, y) in zip(steps, changes).reversed() {
            let factor = s.dot(direction) / s.dot(y)
            direction.add(y, scaledBy: -factor)
            factors.append(factor)
        }
        let (s, y) = (steps[steps.count - 1], changes[changes.count - 1])
        direction.scale(by: s.dot(y) / y.dot(y))
        for ((s, y), factor) in zip(zip(steps, changes), factors.reversed()) {
            direction.add(s, scaledBy: factor - y.dot(direction) / s.dot(y))
        }
    }
}

extension LBFGS {
    private struct Trial {
        var length: Element
        var point: Vector<Element>
        var value: Element
        var gradient: Vector<Element>
        /// The derivative along the direction.
        var slope: Element
    }

    /// A point along `direction` that satisfies the strong Wolfe conditions; nil if none is found.
    private func search(
        from origin: Vector<Element>, _ start: Element, along direction: Vector<Element>, _ first: Element,
        _ objective: (Vector<Element>, inout Vector<Element>) -> Element
    ) -> Trial? {
        let startSlope = gradient.dot(direction)
        guard startSlope < 0, startSlope.isFinite else { return nil }
        let (sufficient, curvature): (Element, Element) = (1e-4, 0.9)

        func trial(_ length: Element) -> Trial {
            var point = origin
            point.add(direction, scaledBy: length)
            var gradient = Vector<Element>.zeros(point.count)
            let value = objective(point, &gradient)
            return Trial(
                length: length, point: point, value: value, gradient: gradient, slope: gradient.dot(direction))
        }
        func isLow(_ trial: Trial) -> Bool { trial.value <= start + sufficient * trial.length * startSlope }
        func isFlat(_ trial: Trial) -> Bool { trial.slope.magnitude <= -curvature * startSlope }

        var low = Trial(length: 0, point: origin, value: start, gradient: gradient, slope: startSlope)
        var high: Trial?
        var length = first
        for _ in 0..<30 {
            let next = trial(length)
            // A value that is not finite is too far.
            if !next.value.isFinite || !isLow(next) || next.value >= low.value && low.length > 0 {
                high = next
            } else if isFlat(next) {
                return next
            } else {
                if next.slope * ((high?.length ?? .infinity) - low.length) >= 0 { high = low }
                low = next
            }
            guard let high else {
                length *= 2
                continue
            }
            length = between(low, high)
            if (high.length - low.length).magnitude <= Element.ulpOfOne * length { break }
        }
        // Sufficiently lower, if not flat: a step all the same.
        return low.length > 0 && low.value < start ? low : nil
    }

    /// Where the cubic through both ends has its minimum, kept away from the ends.
    private func between(_ low: Trial, _ high: Trial) -> Element {
        let width = high.length - low.length
        let middle = low.length + width / 2
        guard high.value.isFinite, high.slope.isFinite else { return middle }
        let d1 = low.slope + high.slope - 3 * (low.value - high.value) / (low.length - high.length)
        let square = d1 * d1 - low.slope * high.slope
        guard square >= 0 else { return middle }
        let d2 = width < 0 ? -square.squareRoot() : square.squareRoot()
        let minimum = high.length - width * (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2)
        let fraction = (minimum - low.length) / width
        return fraction >= 0.1 && fraction <= 0.9 ? minimum : middle
    }
}
