namespace LseMlNet.OnnxRuntime;

/// <summary>What a scoring stage is made of, and what is saved of it.</summary>
/// <param name="OutputColumn">The column to add.</param>
/// <param name="InputColumn">The column that is fed to the model.</param>
/// <param name="OutputName">The model's output; null where the model has to say.</param>
/// <param name="InputName">The model's input; null where the model has to say.</param>
/// <param name="IntraOpThreads">How many threads work on one row; null for ONNX Runtime's default.</param>
/// <param name="Model">The ONNX model.</param>
internal sealed record OnnxModelSettings(
    string OutputColumn, string InputColumn, string? OutputName, string? InputName, int? IntraOpThreads, byte[] Model)
{
    /// <summary>ONNX Runtime makes as many threads as it is told, and ends the process where the system has no more.</summary>
    public const int MostThreads = 1024;

    // *** Binary format ***
    // string: output column
    // string: input column
    // string: model output
    // string: model input
    // int: threads, 0 for ONNX Runtime's default
    // int: length of the model
    // bytes: the model
    public void Write(BinaryWriter writer)
    {
        writer.Write(OutputColumn);
        writer.Write(InputColumn);
        writer.Write(OutputName!);
        writer.Write(InputName!);
        writer.Write(IntraOpThreads ?? 0);
        writer.Write(Model.Length);
        writer.Write(Model);
    }

    public static OnnxModelSettings Read(BinaryReader reader)
    {
        string outputColumn = reader.ReadString();
        string inputColumn = reader.ReadString();
        string outputName = reader.ReadString();
        string inputName = reader.ReadString();
        int threads = reader.ReadInt32();
        if (threads is < 0 or > MostThreads)
            throw new InvalidDataException($"it says that {threads} threads work on a row; wanted 0 to {MostThreads}.");

        // Checked before the bytes are read: a damaged length must not cost memory.
        int length = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (length < 0 || length > left)
        {
            throw new InvalidDataException(
                $"it says that its model has {length} bytes; wanted 0 to {left}, which is what the file still holds.");
        }
        byte[] model = reader.ReadBytes(length);
        return new OnnxModelSettings(outputColumn, inputColumn, outputName, inputName, threads == 0 ? null : threads, model);
    }
}
