public import DataFormats
internal import Linalg
internal import NeuralNetworks

/// The formats that a model can be written in for other programs.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// Arrays under PyTorch's names, and everything else in the metadata: what `mlp` itself reads.
    case safetensors
    /// Arrays under the same names for NumPy, with the scalings as arrays of their own.
    case npz
    /// A graph of operators that maps raw features to predictions.
    case onnx
}

extension Model {
    /// Writes the model for other programs; the file appears under its name when it is complete.
    ///
    /// - Throws: ``DataFormatError`` if it cannot be written.
    public func export(as format: ExportFormat, to path: String) throws(DataFormatError) {
        switch format {
        case .safetensors: try ModelFile.write(self, to: path)
        case .npz:
            var tensors = ModelFile.tensors(of: network)
            for (name, scaling) in [("feature", description.featureScaling), ("target", description.targetScaling)] {
                guard let scaling else { continue }
                tensors.append(Tensor(name: "\(name)_mean", scaling.means))
                tensors.append(Tensor(name: "\(name)_deviation", scaling.deviations))
            }
            try NPZ.write(tensors, to: path)
        case .onnx: try onnx(name: "mlp").write(to: path)
        }
    }
}
