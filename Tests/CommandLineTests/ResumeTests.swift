import DataFormats
import Foundation
import Linalg
import Testing

/// Whatever ends a run, it goes on to the same bits.
@Suite(.serialized) struct ResumeTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    /// Small batches, all that is random, and a state for everything that can have one.
    private func arguments(_ folder: String, data: String = "digits.csv.gz", interval: String = "0") -> [String] {
        [
            "train", Sandbox.dataset(data), "--target", "-1", "--hidden", "24", "--dropout", "0.2", "--optimizer",
            "adam", "--schedule", "plateau:0.5,1", "--batch-size", "64", "--epochs", "4", "--threads", "1",
            "--checkpoint-interval", interval, "--output-dir", sandbox.path(folder),
        ]
    }

    private func model(_ folder: String, _ name: String = "last") throws -> Data {
        let file = sandbox.path(folder + "-" + name + ".npz")
        let command = try Command(["export", sandbox.path(folder + "/" + name + ".safetensors"), "-o", file])
        #expect(command.end == .exit(0), "\(command.errorText)")
        return try Data(contentsOf: URL(filePath: file))
    }

    /// The figures of the epochs, without what depends on the time.
    private func metrics(_ folder: String) throws -> [String] {
        let text = try String(contentsOfFile: sandbox.path(folder + "/metrics.csv"), encoding: .utf8)
        return text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).prefix(8).joined(separator: ",")
        }
    }

    /// How often the tests kill a run; the environment asks for more.
    private static let kills = ProcessInfo.processInfo.environment["MLP_TEST_KILLS"].flatMap(Int.init) ?? 200

    /// SIGKILL at random moments, of the start, of steps, of writing checkpoints and of the end.
    @Test func aRunThatIsKilledGoesOnToTheSameBits() throws {
        let whole = try Command(arguments("whole", interval: "1000"))
        #expect(whole.end == .exit(0), "\(whole.errorText)")
        let (last, best, figures) = (try model("whole"), try model("whole", "best"), try metrics("whole"))
        #expect(figures.count == 5)
        var (killed, runs) = (0, 0)
        while killed < Self.kills {
            runs += 1
            let folder = "run\(runs)"
            while true {
                let running = try Command.Running(arguments(folder) + ["--resume"])
                usleep(UInt32.random(in: 0..<(killed % 2 == 0 ? 400_000 : 100_000)))
                running.kill(SIGKILL)
                let command = try running.wait()
                if command.end == .signal(SIGKILL) {
                    killed += 1
                } else {
                    try #require(command.end == .exit(0), "\(command.errorText)")
                    break
                }
                // In the end, one that is left alone.
                if killed >= Self.kills {
                    let command = try Command(arguments(folder) + ["--resume"])
                    try #require(command.end == .exit(0), "\(command.errorText)")
                    break
                }
            }
            #expect(try model(folder) == last, "the last model of run \(runs)")
            #expect(try model(folder, "best") == best, "the best model of run \(runs)")
            #expect(try metrics(folder) == figures, "the figures of run \(runs)")
            let names = try FileManager.default.contentsOfDirectory(atPath: sandbox.path(folder))
            #expect(!names.contains { $0.hasPrefix(".tmp-") }, "\(names)")
        }
    }

    /// The methods of second order, too.
    @Test(arguments: ["lbfgs", "levenberg-marquardt"])
    func methodsOfSecondOrderGoOn(optimizer: String) throws {
        func arguments(_ folder: String, _ epochs: String) -> [String] {
            [
                "train", Sandbox.dataset("diabetes.csv"), "--target", "progression", "--hidden", "4", "--activation",
                "tanh", "--optimizer", optimizer, "--patience", "0", "--epochs", epochs, "--output-dir",
                sandbox.path(folder),
            ]
        }
        #expect(try Command(arguments("whole", "12")).end == .exit(0))
        for epochs in ["3", "4", "9", "12"] {
            let command = try Command(arguments("parts", epochs) + (epochs == "3" ? [] : ["--resume"]))
            #expect(command.end == .exit(0), "\(command.errorText)")
        }
        #expect(try model("parts") == model("whole"))
    }

    /// A signal lets the step finish; then there is a checkpoint, a line that says how to go on, and its own exit code.
    @Test(arguments: [(Int32(SIGINT), Int32(130)), (Int32(SIGTERM), Int32(143))])
    func aSignalEndsARunThatGoesOn(signal: Int32, code: Int32) throws {
        let whole = try Command(arguments("whole", interval: "1000"))
        #expect(whole.end == .exit(0))
        let running = try Command.Running(
            arguments("run", interval: "1000") + ["--epochs", "100000", "--patience", "0"])
        while !running.errorSoFar.contains("network") { usleep(1000) }
        usleep(50_000)
        running.kill(signal)
        let command = try running.wait()
        #expect(command.end == .exit(code), "\(command.errorText)")
        #expect(command.errorLines.last?.contains("mlp train --resume --output-dir") == true, "\(command.errorText)")
        // From the folder alone, to an end that was said meanwhile.
        let rest = try Command([
            "train", "--resume", "--output-dir", sandbox.path("run"), "--max-time", "0.001",
        ])
        #expect(rest.end == .exit(0), "\(rest.errorText)")
    }

    @Test func aSecondSignalEndsAtOnce() throws {
        // A step that takes long: 15 million weights and all samples.
        let running = try Command.Running([
            "train", Sandbox.dataset("digits.csv.gz"), "--target", "digit", "--optimizer", "lbfgs", "--hidden",
            "3500,3500", "--threads", "1", "--output-dir", sandbox.path("run"),
        ])
        while !running.errorSoFar.contains("network") { usleep(1000) }
        running.kill(SIGTERM)
        usleep(20_000)
        running.kill(SIGTERM)
        let command = try running.wait()
        #expect(command.end == .exit(143))
        // Had the step been finished, it would say how to go on.
        #expect(!command.errorText.contains("--resume"), "\(command.errorText)")
    }

    /// A step of Levenberg and Marquardt's method, which may take minutes, is given up and made again.
    @Test func aLongStepIsGivenUp() throws {
        func arguments(_ folder: String) -> [String] {
            [
                "train", Sandbox.dataset("digits.csv.gz"), "--target", "digit", "--optimizer", "levenberg-marquardt",
                "--hidden", "20", "--loss", "mse", "--task", "regression", "--epochs", "2", "--output-dir",
                sandbox.path(folder),
            ]
        }
        #expect(try Command(arguments("whole")).end == .exit(0))
        let running = try Command.Running(arguments("run"))
        while !running.errorSoFar.contains("network") { usleep(1000) }
        running.kill(SIGTERM)
        let command = try running.wait()
        #expect(command.end == .exit(143), "\(command.errorText)")
        #expect(try Command(arguments("run") + ["--resume"]).end == .exit(0))
        #expect(try model("run") == model("whole"))
        #expect(try metrics("run") == metrics("whole"))
    }

    @Test func twoRunsDoNotShareAFolder() throws {
        let running = try Command.Running(
            arguments("run", interval: "1000") + ["--epochs", "100000", "--patience", "0"])
        while !running.errorSoFar.contains("network") { usleep(1000) }
        for option in ["--resume", "--overwrite"] {
            try Command(arguments("run") + [option]).expectRefusal(75, option)
        }
        running.kill(SIGKILL)
        _ = try running.wait()
        // The lock ends with the process.
        #expect(try Command(arguments("run") + ["--overwrite"]).end == .exit(0))
    }

    /// A damaged checkpoint is noticed wherever the damage is, and the one before it taken.
    @Test func aDamagedCheckpointFallsBack() throws {
        #expect(try Command(arguments("whole")).end == .exit(0))
        let whole = try model("whole")
        let newest = sandbox.path("whole/last.safetensors")
        let intact = try Data(contentsOf: URL(filePath: newest))
        var generator = SystemRandomNumberGenerator()
        for place in [0, 9, 200, intact.count / 2, intact.count - 1, .random(in: 0..<intact.count, using: &generator)] {
            var damaged = intact
            damaged[place] ^= 0x10
            try damaged.write(to: URL(filePath: newest))
            let command = try Command(arguments("whole") + ["--resume"])
            #expect(command.end == .exit(0), "byte \(place): \(command.errorText)")
            #expect(
                command.errorText.contains("going on from") && command.errorText.contains("previous.safetensors"),
                "byte \(place): \(command.errorText)")
            #expect(try model("whole") == whole, "byte \(place)")
        }
        // Both gone: an error, and nothing is overwritten.
        let previous = sandbox.path("whole/previous.safetensors")
        for path in [newest, previous] { try Data(intact.prefix(1000)).write(to: URL(filePath: path)) }
        let command = try Command(arguments("whole") + ["--resume"])
        #expect(command.end == .exit(65), "\(command.errorText)")
        #expect(try Data(contentsOf: URL(filePath: newest)).count == 1000)
    }

    /// A disk that is full leaves the checkpoint whole.
    @Test func aFullDiskLosesNothing() throws {
        let part = arguments("run", interval: "1000").map { $0 == "4" ? "2" : $0 }
        #expect(try Command(part).end == .exit(0))
        let before = try Data(contentsOf: URL(filePath: sandbox.path("run/last.safetensors")))
        let full = try Command(arguments("run") + ["--resume"], maximumFileSize: 8192)
        #expect(full.end == .exit(74), "\(full.errorText)")
        #expect(full.errorLines.last?.contains("safetensors") == true, "\(full.errorText)")
        #expect(try Data(contentsOf: URL(filePath: sandbox.path("run/last.safetensors"))) == before)
        #expect(try Command(arguments("run") + ["--resume"]).end == .exit(0))
        #expect(try Command(arguments("whole", interval: "1000")).end == .exit(0))
        #expect(try model("run") == model("whole"))
    }

    @Test func otherOptionsAndOtherDataAreRefused() throws {
        let data = try sandbox.file(
            "data.csv", "a,b,y\n" + (0..<60).map { "\($0),\($0 % 7),\($0 % 2)" }.joined(separator: "\n"))
        let run = ["train", data, "--target", "y", "--epochs", "3", "--output-dir", sandbox.path("run")]
        #expect(try Command(run).end == .exit(0))
        let other = try Command(run + ["--resume", "--learning-rate", "0.5"])
        other.expectRefusal(64, "another learning rate")
        #expect(other.errorText.contains("learningRate"))
        _ = try sandbox.file(
            "data.csv", "a,b,y\n" + (0..<60).map { "\($0),\($0 % 8),\($0 % 2)" }.joined(separator: "\n"))
        try Command(run + ["--resume"]).expectRefusal(65, "other data")
        try Command(["train", "--resume", "--output-dir", sandbox.path("none")]).expectRefusal(64, "no run")
    }

    /// Whatever was there before, and whatever stands in the way, nothing is deleted that is not the run's own.
    @Test func nothingElseIsReplaced() throws {
        let data = try sandbox.file("data.csv", "a,b,y\n" + (0..<60).map { "\($0),\($0 % 7),\($0 % 2)\n" }.joined())
        let run = ["train", data, "--target", "y", "--epochs", "2", "--output-dir", sandbox.path("run")]
        let manager = FileManager.default
        try manager.createDirectory(atPath: sandbox.path("run/.tmp-mine"), withIntermediateDirectories: true)
        _ = try sandbox.file("run/report.html", "mine")
        try Command(run).expectRefusal(73, "a report of somebody else")
        try Command(run + ["--resume"]).expectRefusal(73, "a report of somebody else, to go on with")
        #expect(try Command(run + ["--overwrite"]).end == .exit(0))
        #expect(manager.fileExists(atPath: sandbox.path("run/.tmp-mine")))
        // A run whose options are wrong leaves the one before whole.
        let model = try Data(contentsOf: URL(filePath: sandbox.path("run/best.safetensors")))
        try Command(run + ["--overwrite", "--tensorboard", data]).expectRefusal(74, "a board that is a file")
        #expect(try Data(contentsOf: URL(filePath: sandbox.path("run/best.safetensors"))) == model)
        let own = ["train", sandbox.path("run/metrics.csv"), "--target", "loss", "--output-dir", sandbox.path("run")]
        try Command(own + ["--overwrite"]).expectRefusal(64, "its own figures")
        #expect(manager.fileExists(atPath: sandbox.path("run/metrics.csv")))
    }

    /// The same command again goes on, in whatever words its options are; the length of a cosine stays.
    @Test func theSameWordsGoOn() throws {
        let options = [
            "--activation", "leaky-relu", "--loss", "huber", "--task", "regression", "--schedule", "cosine",
            "--batch-size", "100000", "--patience", "0",
        ]
        func command(_ folder: String, _ epochs: String) throws -> Command {
            try Command(
                [
                    "train", Sandbox.dataset("diabetes.csv"), "--target", "progression", "--hidden", "5", "--epochs",
                    epochs,
                ]
                    + options + ["--output-dir", sandbox.path(folder), "--resume"])
        }
        #expect(try command("parts", "6").end == .exit(0))
        let again = try command("parts", "6")
        #expect(again.end == .exit(0), "\(again.errorText)")
        let more = try command("parts", "8")
        #expect(more.end == .exit(0), "\(more.errorText)")
        let figures = try metrics("parts")
        #expect(figures.count == 9)
        let config = try String(contentsOfFile: sandbox.path("parts/config.json"), encoding: .utf8)
        #expect(config.contains("cosine:6"))
    }

    /// Labels and validation data are compared too.
    @Test(arguments: ["labels.csv", "validation.csv"])
    func otherLabelsAreNoticed(changed: String) throws {
        func rows(_ shift: Int) -> String {
            (0..<60).map { "\($0),\(($0 + shift) % 7),\(($0 + shift) % 2)\n" }.joined()
        }
        var options: [String] = []
        if changed == "validation.csv" {
            let data = try sandbox.file("data.csv", "a,b,y\n" + rows(0))
            options = [data, "--target", "y", "--validation-data", try sandbox.file(changed, "a,b,y\n" + rows(0))]
        } else {
            let samples = sandbox.path("x.npy")
            try NPY.write(Matrix<Float>(rows: 60, columns: 2) { Float($0 * ($1 + 1) % 7) }, to: samples)
            options = [samples, "--labels", try sandbox.file(changed, "y\n" + (0..<60).map { "\($0 % 2)\n" }.joined())]
        }
        let run = ["train"] + options + ["--epochs", "2", "--output-dir", sandbox.path("run")]
        let first = try Command(run)
        #expect(first.end == .exit(0), "\(first.errorText)")
        _ = try sandbox.file(
            changed,
            changed == "labels.csv" ? "y\n" + (0..<60).map { "\(1 - $0 % 2)\n" }.joined() : "a,b,y\n" + rows(1))
        try Command(run + ["--resume"]).expectRefusal(65, changed)
    }

    /// The options are in the checkpoint too; moved data are the same data; the model to begin with is needed but once.
    @Test func aRunNeedsOnlyItsFolderAndItsData() throws {
        let manager = FileManager.default
        func rows(_ path: String) throws -> String {
            try sandbox.file(path, "a,b,y\n" + (0..<60).map { "\($0),\($0 % 7),\($0 % 2)\n" }.joined())
        }
        let data = try rows("data.csv")
        let first = ["train", data, "--target", "y", "--hidden", "5", "--epochs", "2", "--seed", "3"]
        #expect(try Command(first + ["--output-dir", sandbox.path("first")]).end == .exit(0))
        let initial = sandbox.path("initial.safetensors")
        try manager.copyItem(atPath: sandbox.path("first/best.safetensors"), toPath: initial)
        let run = ["--initial-model", initial, "--output-dir", sandbox.path("run")]
        #expect(try Command(first + run).end == .exit(0))
        try manager.removeItem(atPath: initial)
        try manager.removeItem(atPath: sandbox.path("run/config.json"))
        let other = try Command([
            "train", data, "--target", "y", "--resume", "--seed", "4", "--output-dir", sandbox.path("run"),
        ])
        other.expectRefusal(64, "another seed")
        let moved = try rows("moved.csv")
        try manager.removeItem(atPath: data)
        let more = try Command(["train", moved, "--resume", "--epochs", "4", "--output-dir", sandbox.path("run")])
        #expect(more.end == .exit(0), "\(more.errorText)")
        #expect(try metrics("run").count == 5)
        #expect(manager.fileExists(atPath: sandbox.path("run/config.json")))
    }

    /// A standard stream that is closed gives its number to no file of the run.
    @Test func closedStreamsDamageNothing() throws {
        let data = try sandbox.file("data.csv", "a,b,y\n" + (0..<60).map { "\($0),\($0 % 7),\($0 % 2)\n" }.joined())
        let program = try Command.executable().path
        for (name, closed) in [("all", "<&- >&- 2>&-"), ("error", "2>&-"), ("output", ">&-")] {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = [
                "-c", "\"$0\" train \"$1\" --target y --epochs 3 --output-dir \"$2\" \(closed)", program, data,
                sandbox.path(name),
            ]
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == (name == "error" ? 0 : 74), "\(name)")
            let table = try metrics(name)
            #expect(table.count == 4 && table[0].hasPrefix("epoch,loss"), "\(name): \(table)")
            #expect(try Data(contentsOf: URL(filePath: sandbox.path(name + "/.lock"))).isEmpty, "\(name)")
        }
    }

    /// Killed between the two files, or with the best model taken away: the checkpoint knows which one it is.
    @Test func theBestModelIsThatOfTheCheckpoint() throws {
        let run = arguments("run") + ["--patience", "0", "--resume"]
        #expect(try Command(run).end == .exit(0))
        let path = URL(filePath: sandbox.path("run/best.safetensors"))
        let best = try Data(contentsOf: path)
        // Of a later moment, of another network, damaged, missing.
        let later = try Command(arguments("later") + ["--epochs", "9", "--learning-rate", "0.1", "--patience", "0"])
        #expect(later.end == .exit(0))
        for other in [
            try Data(contentsOf: URL(filePath: sandbox.path("later/best.safetensors"))), best.dropLast(4), nil,
        ] {
            if let other { try other.write(to: path) } else { try FileManager.default.removeItem(at: path) }
            let command = try Command(run)
            #expect(command.end == .exit(0), "\(command.errorText)")
            #expect(try Data(contentsOf: path) == best)
        }
    }

    /// A run that ends at once has a model all the same.
    @Test func aRunThatEndsAtOnceHasAModel() throws {
        let command = try Command(arguments("run", interval: "1000") + ["--max-time", "1e-9"])
        #expect(command.end == .exit(0), "\(command.errorText)")
        #expect(try Command(["predict", sandbox.path("run"), Sandbox.dataset("digits.csv.gz")]).end == .exit(0))
    }
}
