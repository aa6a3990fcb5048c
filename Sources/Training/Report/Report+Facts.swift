extension Report {
    /// All options with their values, and where the run was made.
    var facts: Markup {
        let groups: [Markup] = optionGroups.map { table($0.name, $0.options) }
        return """
            <section><h2>Options</h2>
            <div class="facts">
            \(groups)</div></section>
            <section><h2>Machine</h2>
            <div class="facts wide">
            \(table("", Machine.facts(threads: threads)))</div></section>

            """
    }

    /// The options that have a value, in the order and the groups in which ``Configuration`` has them.
    private var optionGroups: [(name: String, options: [(name: String, value: String)])] {
        let beginnings = [
            "data": "Data", "hidden": "Network", "loss": "Learning", "batchSize": "Course", "threads": "Computing",
        ]
        var groups: [(name: String, options: [(name: String, value: String)])] = []
        for (key, value) in Mirror(reflecting: plan.configuration).children {
            guard let key else { continue }
            if groups.isEmpty || beginnings[key] != nil { groups.append((beginnings[key] ?? "", [])) }
            if let text = Self.text(of: value) { groups[groups.count - 1].options.append((Self.words(of: key), text)) }
        }
        return groups.filter { !$0.options.isEmpty }
    }

    private static func text(of value: Any) -> String? {
        switch value {
        case let list as [Int]: list.isEmpty ? "none" : list.map(String.init).joined(separator: ", ")
        case let list as [String]: list.joined(separator: ", ")
        case let flag as Bool: flag ? "yes" : "no"
        case let text as String: text
        case let number as Int: FigureText.count(number)
        // The whole number that was asked for, not a rounded one: it is to be given again.
        case let number as Double: number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
        case let number as UInt32: "\(number)"
        default: nil
        }
    }

    /// `learningRate` as two words.
    private static func words(of key: String) -> String {
        key.reduce(into: "") { $0 += $1.isUppercase ? " \($1.lowercased())" : String($1) }
    }

    private func table(_ title: String, _ rows: [(name: String, value: String)]) -> Markup {
        let lines: [Markup] = rows.map { name, value in
            "<tr><th scope=\"row\">\(name)</th><td><bdi>\(value)</bdi></td></tr>\n"
        }
        let heading: Markup = title.isEmpty ? "" : "<h3>\(title)</h3>"
        return "<div class=\"card\">\(heading)<table>\n\(lines)</table></div>\n"
    }
}
