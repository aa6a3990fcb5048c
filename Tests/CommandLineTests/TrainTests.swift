import DataFormats
import Foundation
import Linalg
import TestSupport
import Testing
import Training

/// `mlp train` and what is done with a model, on real data.
@Suite struct TrainTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    private func json(_ command: Command) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: command.output)
    }

    private func number(_ value: JSONValue?) -> Double {
        if case .number(let number)? = value { number } else { .nan }
    }

    /// The shortest command gives a good classifier, in a folder with everything in it.
    @Test func aFileAndATargetAreEnough() throws {
        let command = try Command(
            ["train", Sandbox.dataset("iris.csv"), "--target", "species"], folder: sandbox.folder)
        #expect(command.end == .exit(0), "\(command.errorText)")
        #expect(command.outputText.contains("validation: accuracy "), "\(command.outputText)")
        let run = sandbox.path("runs/iris")
        for name in [
            "config.json", "metrics.csv", "metrics.jsonl", "last.safetensors", "best.safetensors", "summary.json",
            "report.html",
        ] {
            #expect(FileManager.default.fileExists(atPath: run + "/" + name), "\(name)")
        }
        let figures = try json(Command(["evaluate", run, Sandbox.dataset("iris.csv"), "--json"]))
        #expect(number(figures["accuracy"]) >= 0.95)
        #expect(number(figures["samples"]) == 150)
        // A second run there is refused; one that is to begin anew is not.
        let again = ["train", Sandbox.dataset("iris.csv"), "--target", "species", "--epochs", "3"]
        let refused = try Command(again, folder: sandbox.folder)
        refused.expectRefusal(73, "a folder that holds a run")
        #expect(try Command(again + ["--overwrite"], folder: sandbox.folder).end == .exit(0))
    }

    /// Each small set of real data is learnt about as well as it can be.
    @Test(arguments: [
        ("wine.csv", "class", "accuracy", 0.94), ("breast_cancer.csv", "diagnosis", "accuracy", 0.94),
        ("digits.csv.gz", "digit", "accuracy", 0.95), ("diabetes.csv", "progression", "r2", 0.2),
    ])
    func realDataAreLearnt(data: String, target: String, figure: String, least: Double) throws {
        let command = try Command([
            "train", Sandbox.dataset(data), "--target", target, "--epochs", "60", "--hidden", "32", "--l2", "0.001",
            "--output-dir", sandbox.path("run"), "--log-format", "json",
        ])
        #expect(command.end == .exit(0), "\(command.errorText)")
        #expect(number(try json(command)[figure]) >= least, "\(command.outputText)")
        // Every line of the log is an object.
        for line in command.errorLines {
            let object = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
            #expect(object["event"] != nil)
        }
    }

    @Test func optionsComeFromAFileAndFlagsWin() throws {
        let config = try sandbox.file(
            "options.json5",
            """
            // JSON5: comments, bare keys, trailing commas
            {target: ["species"], hidden: [7], epochs: 4, seed: 3, learningRate: 0.002,}
            """)
        let command = try Command([
            "train", Sandbox.dataset("iris.csv"), "--config", config, "--epochs", "2", "--print-config",
        ])
        #expect(command.end == .exit(0), "\(command.errorText)")
        let options = try JSONDecoder().decode(Configuration.self, from: command.output)
        #expect(options.hidden == [7] && options.epochs == 2 && options.seed == 3 && options.learningRate == 0.002)
        #expect(options.batchSize == 8 && options.loss == "softmax-cross-entropy" && options.optimizer == "adam")
        // What is printed is a file of options.
        let copy = try sandbox.file("copy.json", command.outputText)
        let second = try Command(["train", "--config", copy, "--print-config"])
        #expect(second.output == command.output, "\(second.errorText)")
        // All of them without data.
        let all = try json(Command(["train", "--print-config"]))
        #expect(all.keys.count >= 40)
    }

    @Test func aDryRunWritesNothing() throws {
        let command = try Command(
            ["train", Sandbox.dataset("wine.csv"), "--target", "class", "--dry-run"], folder: sandbox.folder)
        #expect(command.end == .exit(0), "\(command.errorText)")
        #expect(command.outputText.contains("13-64-64-3 (5251 parameters)"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.folder.path).isEmpty)
    }

    /// Predictions from a file, without the target, and from standard input are the same, and agree with the evaluation.
    @Test func predictionsAgreeWithTheEvaluation() throws {
        let run = sandbox.path("run")
        let data = Sandbox.dataset("iris.csv")
        let trained = try Command([
            "train", data, "--target", "species", "--epochs", "20", "--output-dir", run, "--precision", "float64",
        ])
        #expect(trained.end == .exit(0), "\(trained.errorText)")
        let fromFile = try Command(["predict", run, data])
        #expect(fromFile.end == .exit(0), "\(fromFile.errorText)")
        let lines = try String(decoding: Data(contentsOf: URL(filePath: data)), as: UTF8.self).split(separator: "\n")
        let bare = lines.map { $0.split(separator: ",").dropLast().joined(separator: ",") }.joined(separator: "\n")
        let input = try sandbox.file("bare.csv", bare + "\n")
        #expect(try Command(["predict", run], standardInput: input).output == fromFile.output)
        let output = sandbox.path("predictions.csv")
        #expect(try Command(["predict", run, input, "--output", output]).end == .exit(0))
        #expect(try Data(contentsOf: URL(filePath: output)) == fromFile.output)

        let rows = fromFile.outputText.split(separator: "\n").map { $0.split(separator: ",") }
        #expect(rows[0] == ["species", "probability_setosa", "probability_versicolor", "probability_virginica"])
        #expect(rows.count == 151)
        var right = 0
        for (row, line) in zip(rows.dropFirst(), lines.dropFirst()) {
            if line.hasSuffix("," + row[0]) { right += 1 }
            let sum = row.dropFirst().reduce(0.0) { $0 + (Double($1) ?? .nan) }
            #expect(abs(sum - 1) <= 1e-12)
        }
        let figures = try json(Command(["evaluate", run, data, "--json"]))
        #expect(abs(number(figures["accuracy"]) - Double(right) / 150) <= 1e-12)
        #expect(figures["classes"] != nil && figures["confusion"] != nil)
    }

    /// Arrays of every format, with labels in a file of their own or in the archive, give the same model.
    @Test func arraysOfAllFormatsGiveTheSameModel() throws {
        var generator = RandomState(seed: 4)
        let x = Matrix<Float>(rows: 90, columns: 6) { _, _ in Float(generator.standardNormal()) }
        let classes = (0..<90).map { Int64(x[$0, 0] + x[$0, 1] > 0 ? 1 : x[$0, 2] > 0 ? 2 : 0) }
        let (samples, labels) = (Tensor(name: "x", x), Tensor(name: "y", classes))
        let paths = ["x.npy", "y.npy", "xy.npz", "xy.safetensors"].map(sandbox.path)
        try NPY.write(samples, to: paths[0])
        try NPY.write(labels, to: paths[1])
        try NPZ.write([samples, labels], to: paths[2], compression: .deflate)
        try Safetensors.write([samples, labels], to: paths[3])
        var models: [[Vector<Float>]] = []
        for (index, data) in [[paths[0], "--labels", paths[1]], [paths[2]], [paths[3], "--target", "y"]].enumerated() {
            let run = sandbox.path("run\(index)")
            let command = try Command(["train"] + data + ["--epochs", "5", "--output-dir", run])
            #expect(command.end == .exit(0), "\(command.errorText)")
            models.append(try Safetensors(path: run + "/best.safetensors").tensors.map { $0.vector(of: Float.self) })
            let evaluated = try Command(["evaluate", run] + data + ["--json"])
            #expect(number(try json(evaluated)["samples"]) == 90, "\(evaluated.errorText)")
            #expect(try Command(["predict", run, data[0]]).outputText.split(separator: "\n").count == 91)
        }
        #expect(models[0] == models[1] && models[0] == models[2])
    }

    /// A model of arrays with names of their own finds them again; options for tables are refused.
    @Test func namesOfArraysAreRemembered() throws {
        let archive = sandbox.path("a.npz")
        let x = Matrix<Float>(rows: 60, columns: 2) { row, column in Float(row % 2 * 3 + column) }
        try NPZ.write(
            [Tensor(name: "bar", (0..<60).map { Int64($0 % 2) }), Tensor(name: "foo", x), Tensor(name: "other", x)],
            to: archive)
        let run = sandbox.path("run")
        let train = ["train", archive, "--target", "bar", "--features", "foo", "--epochs", "3", "--output-dir", run]
        #expect(try Command(train).end == .exit(0))
        #expect(try Command(["predict", run, archive]).outputText.split(separator: "\n").count == 61)
        #expect(try Command(["predict", run, archive, "--features", "other"]).end == .exit(0))
        #expect(number(try json(Command(["evaluate", run, archive, "--json"]))["samples"]) == 60)
        try Command(train + ["--ignore", "other", "--overwrite"]).expectRefusal(64, "--ignore for arrays")
    }

    /// The whole of a numeric range: a bounded output learns numbers as they are; labels are from 0 to 1.
    @Test func boundedOutputsLearnBoundedNumbers() throws {
        let data = try sandbox.file(
            "data.csv", "x,y\n" + (0..<200).map { "\($0),\(1 / (1 + exp(-Double($0 - 100) / 20)))\n" }.joined())
        let command = try Command([
            "train", data, "--target", "y", "--output-activation", "sigmoid", "--epochs", "60", "--output-dir",
            sandbox.path("run"), "--log-format", "json",
        ])
        #expect(number(try json(command)["r2"]) >= 0.95, "\(command.errorText)")
    }

    /// What counts as missing can be said; else a class of that name is lost.
    @Test func missingValuesAreWhatOneSays() throws {
        let names = ["none", "mild", "severe"]
        let data = try sandbox.file(
            "data.csv", "x,y\n" + (0..<60).map { "\($0 % 3),\(names[$0 % 3])\n" }.joined())
        let train = ["train", data, "--target", "y", "--epochs", "2", "--output-dir", sandbox.path("run")]
        try Command(train).expectRefusal(65, "none")
        let command = try Command(train + ["--missing-values", ",NA"])
        #expect(command.end == .exit(0), "\(command.errorText)")
        #expect(try Command(["inspect", sandbox.path("run")]).outputText.contains("none"))
    }

    /// Predictions that are no numbers are an error; a closed standard stream damages no file.
    @Test func whatCannotBePredictedIsAnError() throws {
        let run = sandbox.path("run")
        let trained = try Command([
            "train", Sandbox.dataset("iris.csv"), "--target", "species", "--epochs", "2", "--output-dir", run,
        ])
        #expect(trained.end == .exit(0))
        let lines = try String(contentsOfFile: Sandbox.dataset("iris.csv"), encoding: .utf8).split(separator: "\n")
        let bad = try sandbox.file("bad.csv", "\(lines[0])\n\(lines[1])\n3e38,-3e38,3e38,-3e38,setosa\n")
        let command = try Command(["predict", run, bad])
        command.expectRefusal(65, "infinite", printsNothing: false)
        #expect(command.errorText.contains("row 2"), "\(command.errorText)")
        #expect(trained.errorText.isEmpty == false)
    }

    /// A model of some columns of an array knows which they were.
    @Test func columnsOfAnArrayAreRemembered() throws {
        let x = Matrix<Double>(rows: 80, columns: 4) { row, column in
            column == 1 ? Double(row % 2) : Double((row * (column + 3)) % 17) + Double(row % 2) * 20
        }
        let (whole, features) = (sandbox.path("x.npy"), sandbox.path("features.npy"))
        try NPY.write(x, to: whole)
        try NPY.write(Matrix<Double>(rows: 80, columns: 3) { x[$0, [0, 2, 3][$1]] }, to: features)
        let run = sandbox.path("run")
        let trained = try Command(["train", whole, "--target", "1", "--epochs", "20", "--output-dir", run])
        #expect(trained.end == .exit(0), "\(trained.errorText)")
        let figures = try json(Command(["evaluate", run, whole, "--json"]))
        #expect(number(figures["accuracy"]) == 1)
        let predictions = try Command(["predict", run, whole])
        #expect(predictions.end == .exit(0), "\(predictions.errorText)")
        #expect(predictions.output == (try Command(["predict", run, features])).output)
        #expect(predictions.outputText.split(separator: "\n")[1].first == "0")
    }

    /// A model of categories cannot take numbers for them.
    @Test func anArrayIsNoTableOfCategories() throws {
        let data = try sandbox.file(
            "data.csv", "color,size,y\n" + (0..<60).map { "\($0 % 2 == 0 ? "red" : "blue"),\($0),\($0 % 2)\n" }.joined()
        )
        let run = sandbox.path("run")
        #expect(try Command(["train", data, "--target", "y", "--epochs", "2", "--output-dir", run]).end == .exit(0))
        let array = sandbox.path("x.npy")
        try NPY.write(Matrix<Float>(rows: 5, columns: 3) { Float($0 + $1) }, to: array)
        let command = try Command(["predict", run, array])
        command.expectRefusal(65, "an array")
        #expect(command.errorText.contains("color"), "\(command.errorText)")
    }

    /// The epoch's loss is the mean over the weights, not over the rows of unequal batches.
    @Test func weightedLossesAreWeighted() throws {
        let data = try sandbox.file(
            "data.csv",
            "x,y\n" + (0..<50).map { "\($0 % 10 == 0 ? 1 : 0),\($0 % 10 == 0 ? "rare" : "usual")\n" }.joined())
        // So slow that all batches see the same network, whose losses a whole pass has as well.
        var losses: [Double] = []
        for batch in ["7", "50"] {
            let run = sandbox.path("run" + batch)
            let command = try Command([
                "train", data, "--target", "y", "--class-weights", "9,1", "--validation-split", "0", "--optimizer",
                "sgd", "--learning-rate", "1e-12", "--epochs", "1", "--batch-size", batch, "--precision", "float64",
                "--output-dir", run,
            ])
            #expect(command.end == .exit(0), "\(command.errorText)")
            let line = try String(contentsOfFile: run + "/metrics.csv", encoding: .utf8).split(separator: "\n")[1]
            losses.append(Double(line.split(separator: ",")[1]) ?? .nan)
        }
        #expect(abs(losses[0] / losses[1] - 1) <= 1e-9, "\(losses)")
        try Command([
            "train", data, "--target", "y", "--class-weights", "1e-45,1", "--output-dir", sandbox.path("none"),
        ]).expectRefusal(64, "weights that Float has no inverse of")
    }

    /// A table that may not take memory is trained on all the same, to the same bits.
    @Test func aTableLargerThanMemoryGivesTheSameModel() throws {
        var generator = RandomState(seed: 8)
        var text = "a,b,c,d,e,f,g,h,y\n"
        for _ in 0..<40_000 {
            let row = (0..<8).map { _ in generator.standardNormal() }
            text += row.map { "\($0)" }.joined(separator: ",") + (row[0] * row[1] > 0 ? ",yes\n" : ",no\n")
        }
        let data = try sandbox.file("large.csv", text)
        var models: [Data] = []
        for limit in ["1048576", "1000000000"] {
            let run = sandbox.path("run" + limit)
            let command = try Command([
                "train", data, "--target", "y", "--epochs", "1", "--hidden", "8", "--output-dir", run,
                "--memory-limit", limit,
            ])
            #expect(command.end == .exit(0), "\(command.errorText)")
            models.append(try Data(contentsOf: URL(filePath: run + "/best.safetensors")))
        }
        #expect(models[0] == models[1])
    }

    /// The bits do not depend on the number of threads.
    @Test func threadsChangeNoBit() throws {
        var models: [Data] = []
        for threads in ["1", "2", "5"] {
            let run = sandbox.path("run" + threads)
            let command = try Command([
                "train", Sandbox.dataset("digits.csv.gz"), "--target", "digit", "--hidden", "128", "--batch-size",
                "200", "--epochs", "3", "--dropout", "0.1", "--threads", threads, "--output-dir", run,
            ])
            #expect(command.end == .exit(0), "\(command.errorText)")
            models.append(try Data(contentsOf: URL(filePath: run + "/best.safetensors")))
        }
        #expect(models[0] == models[1] && models[0] == models[2])
    }

    /// What is exported comes back; so does a file that knows only PyTorch's names and shapes.
    @Test func exportsComeBack() throws {
        let run = sandbox.path("run")
        let data = Sandbox.dataset("wine.csv")
        let trained = try Command([
            "train", data, "--target", "class", "--epochs", "5", "--hidden", "9,5", "--activation", "tanh",
            "--no-standardize", "--output-dir", run,
        ])
        #expect(trained.end == .exit(0), "\(trained.errorText)")
        let predictions = try Command(["predict", run, data]).output
        let copy = sandbox.path("copy.safetensors")
        #expect(try Command(["export", run, "--output", copy]).end == .exit(0))
        #expect(try Command(["predict", copy, data]).output == predictions)

        let archive = try Safetensors(path: copy)
        #expect(archive.names.sorted() == ["0.bias", "0.weight", "2.bias", "2.weight", "4.bias", "4.weight"])
        #expect(try archive["2.weight"].shape == [5, 9])
        // As another program would write it, under names of its own.
        let foreign = sandbox.path("foreign.safetensors")
        try Safetensors.write(
            archive.tensors.map { tensor in
                var other = tensor
                let parts = tensor.name.split(separator: ".")
                other.name = "model.layers.\(5 * (Int(parts[0]) ?? 0)).\(parts[1])"
                return other
            }, to: foreign)
        let samples = try CSV.read(data, CSVOptions(ignored: ["class"]), of: Float.self).features
        let bare = sandbox.path("samples.npy")
        try NPY.write(samples, to: bare)
        let theirs = try Command(["predict", foreign, bare, "--activation", "tanh"])
        #expect(theirs.end == .exit(0), "\(theirs.errorText)")
        let tail = { (data: Data) in data.split(separator: UInt8(ascii: "\n")).dropFirst() }
        #expect(Array(tail(theirs.output)) == Array(tail(predictions)))
        #expect(try Command(["inspect", foreign]).outputText.contains("13-9-5-3"))

        for format in ["npz", "onnx"] {
            #expect(try Command(["export", run, "-o", sandbox.path("model.\(format)")]).end == .exit(0))
        }
        #expect(try NPZ(path: sandbox.path("model.npz")).names.count == 6)
        #expect(try Data(contentsOf: URL(filePath: sandbox.path("model.onnx"))).count > 1000)
        try Command(["export", run, "-o", sandbox.path("model.txt")]).expectRefusal(64, "an unknown format")
        try Command(["export", run, "-o", sandbox.path("none/model.npz")]).expectRefusal(74, "a missing folder")
    }

    /// Other ways to learn, and other things to learn.
    @Test(arguments: [
        ["--optimizer", "lbfgs", "--hidden", "6", "--l2", "0.01"],
        ["--optimizer", "levenberg-marquardt", "--hidden", "3", "--activation", "tanh"],
        ["--optimizer", "adamw", "--schedule", "cosine", "--warm-up", "2", "--clip-norm", "1"],
        ["--optimizer", "rmsprop", "--schedule", "plateau:0.5,1", "--l1", "1e-4", "--loss", "huber:1"],
        ["--optimizer", "nesterov", "--momentum", "0.8", "--schedule", "step:3,0.5", "--loss", "mae"],
        ["--optimizer", "adagrad", "--schedule", "exponential:0.9", "--monitor", "r2", "--no-shuffle"],
        ["--optimizer", "sgd", "--hidden", "none", "--validation-split", "0", "--max-time", "60"],
    ])
    func everyMethodLearns(options: [String]) throws {
        let command = try Command(
            [
                "train", Sandbox.dataset("diabetes.csv"), "--target", "progression", "--epochs", "12", "--output-dir",
                sandbox.path("run"), "--log-format", "json",
            ] + options)
        #expect(command.end == .exit(0), "\(command.errorText)")
        #expect(number(try json(command)["r2"]) >= 0.2, "\(command.outputText)")
        let config = try Configuration(path: sandbox.path("run/config.json"))
        #expect(config.epochs == 12)
    }

    @Test func validationDataAndClassWeightsAreUsed() throws {
        let data = Sandbox.dataset("iris.csv")
        let command = try Command([
            "train", data, "--target", "species", "--validation-data", data, "--class-weights", "balanced", "--epochs",
            "3", "--monitor", "accuracy", "--output-dir", sandbox.path("run"), "--tensorboard", sandbox.path("board"),
        ])
        #expect(command.end == .exit(0), "\(command.errorText)")
        #expect(command.outputText.contains("(150 samples)"))
        let board = try FileManager.default.contentsOfDirectory(atPath: sandbox.path("board"))
        #expect(board.count == 1 && board[0].hasPrefix("events.out.tfevents."))
    }

    /// A loss that runs away ends with one line.
    @Test func aLossThatRunsAwayIsAnError() throws {
        let command = try Command([
            "train", Sandbox.dataset("diabetes.csv"), "--target", "progression", "--optimizer", "sgd",
            "--learning-rate", "1e30", "--output-dir", sandbox.path("run"),
        ])
        #expect(command.end == .exit(65), "\(command.errorText)")
        #expect(command.errorLines.last?.hasPrefix("mlp: the loss became") == true, "\(command.errorText)")
    }

    /// Also one of the last step, which no loss is computed after.
    @Test func parametersThatRunAwayAreAnError() throws {
        let command = try Command([
            "train", Sandbox.dataset("diabetes.csv"), "--target", "progression", "--optimizer", "sgd",
            "--learning-rate", "1e38", "--batch-size", "1000", "--epochs", "1", "--validation-split", "0",
            "--no-standardize", "--output-dir", sandbox.path("run"),
        ])
        #expect(command.end == .exit(65), "\(command.errorText)")
        #expect(!FileManager.default.fileExists(atPath: sandbox.path("run/best.safetensors")))
    }

    /// Columns named by numbers are columns of that name; a prediction is made for every row or none.
    @Test func namesThatAreNumbersAndRowsThatAreMissing() throws {
        let data = try sandbox.file(
            "years.csv", "2020,a,1\n" + (0..<40).map { "\($0),\($0 % 5),\($0 % 2 == 0 ? "even" : "odd")\n" }.joined())
        let run = sandbox.path("run")
        let command = try Command([
            "train", data, "--target", "1", "--epochs", "2", "--missing", "drop", "--output-dir", run,
        ])
        #expect(command.end == .exit(0), "\(command.errorText)")
        #expect(try Command(["predict", run, data]).outputText.hasPrefix("1,probability_even,probability_odd\n"))
        let holes = try sandbox.file("holes.csv", "2020,a\n1,2\n?,3\n")
        try Command(["predict", run, holes]).expectRefusal(65, "a row with a gap")
    }

    @Test func inspectShowsDataAndModels() throws {
        let data = try Command(["inspect", Sandbox.dataset("iris.csv")])
        #expect(data.outputText.contains("150 rows") && data.outputText.contains("species: text, 3 values"))
        let object = try json(Command(["inspect", Sandbox.dataset("wine.csv"), "--json"]))
        #expect(number(object["count"]) == 178)
    }
}
