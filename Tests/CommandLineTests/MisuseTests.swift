import Foundation
import Testing

/// What a person may do wrong ends with one line and an exit code, never with a crash.
@Suite struct MisuseTests {
    static let badOptions: [[String]] = [
        ["--epochs", "0"], ["--epochs", "-1"], ["--epochs=-1"], ["--epochs", "x"], ["--epochs", ""],
        ["--epochs", "1.5"], ["--epochs", "1e3"], ["--epochs", "99999999999999999999"], ["--epochs"],
        ["--learning-rate", "nan"], ["--learning-rate", "inf"], ["--learning-rate", "-inf"],
        ["--learning-rate=-1"], ["--learning-rate", "-1"], ["--learning-rate", "x"], ["--learning-rate", ""],
        ["--learning-rate", "1e999"], ["--learning-rate", "0,5"], ["--learning-rate"],
        ["--seed=-1"], ["--seed", "4294967296"], ["--seed", "x"], ["--seed", "1.5"], ["--seed", ""], ["--seed"],
        ["--hidden", ""], ["--hidden", "3,,5"], ["--hidden", ","], ["--hidden", "3,"], ["--hidden", "0"],
        ["--hidden", "3,0"], ["--hidden=-3"], ["--hidden", "x"], ["--hidden", "3 5"], ["--hidden", "3;5"],
        ["--hidden", "99999999999999999999"], ["--hidden"],
        ["--inputs", "0"], ["--inputs=-5"], ["--inputs", "x"], ["--inputs", ""], ["--inputs"],
        ["--outputs", "0"], ["--outputs=-1"], ["--outputs", "x"], ["--outputs"],
        ["--every", "0"], ["--every=-1"], ["--every", "x"], ["--every"],
        ["--kernel", "fast"], ["--kernel", "AUTO"], ["--kernel", ""], ["--kernel"],
        ["--unknown"], ["--float64"], ["--json=yes"], ["-x"], ["-"], ["extra"], ["--", "extra"], ["--float32", "yes"],
        ["--a\nb"], ["--hidden", "3\n4\n5"], ["--seed", "\u{1B}[31m"],
        // Beyond memory, and beyond what an integer counts.
        ["--inputs", "9223372036854775807"], ["--outputs", "9223372036854775807"],
        ["--hidden", "9223372036854775807"], ["--hidden", "9223372036854775807,9223372036854775807"],
        ["--hidden", "4611686018427387904,2"], ["--hidden", "4294967296,4294967296"],
        ["--hidden", "3037000500,3037000500"], ["--inputs", "1000000", "--hidden", "1000000"],
        ["--inputs", "1", "--hidden", "1", "--outputs", "100000000000"],
        ["--inputs", "1", "--hidden", "100000000000", "--float32"], ["--inputs", "1000000000000"],
        ["--json", "--inputs", "100000", "--hidden", "100000"],
        ["--json", "--epochs", "9223372036854775807"], ["--json", "--epochs", "100000000000"],
    ]

    @Test(arguments: badOptions)
    func aBadOptionIsRefused(_ options: [String]) throws {
        let command = try Command(["demo"] + options)
        command.expectRefusal(64, "\(options)")
    }

    @Test func messagesNameOptionAndValue() throws {
        func message(_ options: String...) throws -> String { try Command(["demo"] + options).errorText }
        #expect(try message("--epochs", "0").contains("--epochs must be at least 1, not 0"))
        #expect(try message("--epochs", "x").contains("'x' is invalid for '--epochs"))
        #expect(try message("--learning-rate", "nan").contains("--learning-rate must be a finite number"))
        #expect(try message("--learning-rate=-2").contains("not -2.0"))
        #expect(try message("--hidden", "3,,5").contains("'3,,5' is invalid for '--hidden"))
        #expect(try message("--seed", "4294967296").contains("'4294967296' is invalid for '--seed"))
        #expect(try message("--kernel", "fast").contains("'auto', 'blas' or 'reference'"))
        #expect(try message("--inputs", "1000000000000").contains("1000000000000-3-5-4 does not fit"))
        #expect(try message("--json", "--epochs", "100000000000").contains("100000000000 do not fit"))
        #expect(try message("--unknown").contains("--unknown"))
        #expect(try message("extra").contains("'extra'"))
    }

    @Test(arguments: [["unknown"], ["--unknown"], ["demo", "demo"], ["Demo"], [""], ["help", "demo", "--unknown"]])
    func aBadCommandIsRefused(_ arguments: [String]) throws {
        try Command(arguments).expectRefusal(64, "\(arguments)")
    }

    @Test(arguments: [
        [], ["--help"], ["-h"], ["--version"], ["help"], ["help", "demo"], ["demo", "--help"], ["demo", "-h"],
        ["demo", "--version"], ["demo", "--epochs", "0", "--help"],
    ])
    func helpSucceeds(_ arguments: [String]) throws {
        let command = try Command(arguments)
        #expect(command.end == .exit(0))
        #expect(command.error.isEmpty)
        #expect(command.output.count > 10 && command.outputText.hasSuffix("\n"))
    }

    @Test func helpNamesEveryOption() throws {
        let text = try Command(["demo", "--help"]).outputText
        for option in [
            "epochs", "learning-rate", "seed", "inputs", "hidden", "outputs", "float32", "every", "json", "kernel",
        ] { #expect(text.contains("--\(option)")) }
        #expect(try Command(["--help"]).outputText.contains("demo"))
        #expect(try Command(["--version"]).outputText.hasPrefix("swift-linalg "))
    }

    /// The last of an option given twice counts; extreme but possible values work.
    @Test(arguments: [
        ["--hidden", "9,9", "--hidden", "2"], ["--seed", "0"], ["--seed", "4294967295"], ["--learning-rate", "0"],
        ["--learning-rate", "1e-320"], ["--learning-rate", "0x1p-4"], ["--every", "9223372036854775807"],
        ["--inputs", "1", "--hidden", "1", "--outputs", "1"], ["--inputs", "2000"], ["--outputs", "500"], ["--"],
        ["--hidden", String(repeating: "1,", count: 300) + "1"],
    ])
    func unusualOptionsWork(_ options: [String]) throws {
        let command = try Command(["demo", "--epochs", "20"] + options)
        #expect(command.end == .exit(0), "\(command.errorText)")
        #expect(command.error.isEmpty)
        #expect(command.outputText.contains("time for a step"))
    }

    /// The rate is infinite in single precision, and infinity times a derivative of zero is NaN.
    @Test func aDivergingRunNamesTheEpoch() throws {
        let options = ["demo", "--float32", "--learning-rate", "1e39"]
        let text = try Command(options)
        #expect(text.end == .exit(65))
        #expect(text.errorLines.count == 1)
        #expect(text.errorText.hasPrefix("mlp: the loss became nan in epoch 2; "), "\(text.errorText)")
        // What was found out until then has been printed.
        #expect(text.outputText.contains("epoch     1   loss 0.128"))
        #expect(!text.outputText.contains("after"))

        let json = try Command(options + ["--json"])
        json.expectRefusal(65, "diverging, in JSON")
        #expect(json.errorText == text.errorText)
    }

    /// A sigmoid makes a finite output of an infinite weight, so that the loss is none the wiser.
    @Test func aRunWhoseWeightsOverflowIsRefused() throws {
        let options = [
            "demo", "--float32", "--learning-rate", "3.4e38", "--inputs", "20", "--hidden", "1", "--outputs", "1",
            "--epochs", "1", "--seed", "17",
        ]
        let json = try Command(options + ["--json"])
        json.expectRefusal(65, "infinite weights, in JSON")
        #expect(json.errorText.contains("infinite or NaN after epoch 1;"), "\(json.errorText)")
        let text = try Command(options)
        #expect(text.end == .exit(65))
        #expect(text.errorText == json.errorText)
    }

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs a device that is always full"),
        arguments: [
            ["demo"], ["demo", "--json"], ["demo", "--epochs", "1"], ["demo", "--help"], ["--help"], ["--version"], [],
        ])
    func aFullDiskIsAnError(_ arguments: [String]) throws {
        let command = try Command(arguments, standardOutput: "/dev/full")
        command.expectRefusal(74, "\(arguments)")
        #expect(command.errorText.contains("cannot write"))
    }
}
