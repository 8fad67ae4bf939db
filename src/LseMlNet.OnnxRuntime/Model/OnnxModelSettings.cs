using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>The settings of a scoring stage, and their saved form.</summary>
/// <param name="Inputs">The columns that the model reads, and the inputs that they are fed to.</param>
/// <param name="Outputs">The columns to add, and the outputs of the model that they hold.</param>
/// <param name="IntraOpThreads">How many threads work on one batch; null for ONNX Runtime's default.</param>
/// <param name="BatchSize">How many rows are scored at once; null to choose a number that suits the model.</param>
/// <param name="DimensionSizes">The sizes of dynamic dimensions, by name.</param>
/// <param name="Model">The ONNX model.</param>
internal sealed record OnnxModelSettings(
    IReadOnlyList<OnnxTensorColumn> Inputs, IReadOnlyList<OnnxTensorColumn> Outputs, int? IntraOpThreads, int? BatchSize,
    IReadOnlyDictionary<string, int> DimensionSizes, StoredModel Model)
{
    /// <summary>
    /// The version of the saved form that <see cref="Write(BinaryWriter)"/> writes. Version 0x00010001 had one input and one
    /// output, and always contained the model itself.
    /// </summary>
    public const uint Version = 0x00010002;

    /// <summary>
    /// The number of threads is limited, because ONNX Runtime ends the process when the system cannot start as many threads as requested.
    /// </summary>
    public const int MaxThreads = 1024;

    /// <summary>
    /// The batch size is limited, because larger batches gain nothing, and a mistyped number would use up the machine's memory.
    /// </summary>
    public const int MaxRows = 1 << 16;

    /// <summary>The tensors inside the model that columns hold. They follow from the model, so they are not saved.</summary>
    public IReadOnlyList<string> InnerTensors { get; init; } = [];

    /// <summary>Sets further session options. This is code, so it is not saved.</summary>
    public Action<SessionOptions>? Configure { get; init; }

    // *** Binary format ***
    // list of input columns, list of output columns; each
    //   string: column
    //   string: input or output of the model
    // int: batch size, 0 to choose one that suits the model
    // list of sizes; each
    //   string: dynamic dimension
    //   int: size
    // bool: whether the model itself is saved
    // int: threads, 0 for ONNX Runtime's default
    // the model
    public void Write(BinaryWriter writer)
    {
        Write(writer, Inputs);
        Write(writer, Outputs);
        writer.Write(BatchSize ?? 0);
        writer.Write(DimensionSizes.Count);
        foreach ((string name, int size) in DimensionSizes)
        {
            SavedText.Write(writer, name);
            writer.Write(size);
        }
        writer.Write(Model.File is null);
        writer.Write(IntraOpThreads ?? 0);
        Model.Write(writer);
    }

    public static OnnxModelSettings Read(BinaryReader reader, uint version)
    {
        if (version < Version)
        {
            return ReadFirst(reader);
        }

        OnnxTensorColumn[] inputs = ReadColumns(reader, "input");
        OnnxTensorColumn[] outputs = ReadColumns(reader, "output");
        int batchSize = Checked(reader.ReadInt32(), MaxRows, "the batch size");
        var sizes = new Dictionary<string, int>();
        for (int left = Checked(reader.ReadInt32(), MaxRows, "the number of dynamic dimensions with a size"); left > 0; left--)
        {
            sizes[SavedText.Read(reader, "the name of a dynamic dimension")] = reader.ReadInt32();
        }

        bool embedded = reader.ReadBoolean();
        int threads = ReadThreads(reader);
        return new OnnxModelSettings(
            inputs, outputs, NullIfZero(threads), NullIfZero(batchSize), sizes, StoredModel.Read(reader, embedded));
    }

    // *** Binary format 0x00010001 ***
    // string: output column
    // string: input column
    // string: model output
    // string: model input
    // int: threads, 0 for ONNX Runtime's default
    // int: length of the model
    // bytes: the model
    private static OnnxModelSettings ReadFirst(BinaryReader reader)
    {
        string outputColumn = SavedText.Read(reader, "the name of the output column");
        string inputColumn = SavedText.Read(reader, "the name of the input column");
        var output = new OnnxTensorColumn(outputColumn, SavedText.Read(reader, "the name of the model's output"));
        var input = new OnnxTensorColumn(inputColumn, SavedText.Read(reader, "the name of the model's input"));
        int threads = ReadThreads(reader);
        return new OnnxModelSettings(
            [input], [output], NullIfZero(threads), null, new Dictionary<string, int>(), StoredModel.Read(reader, embedded: true));
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<OnnxTensorColumn> columns)
    {
        writer.Write(columns.Count);
        foreach (OnnxTensorColumn column in columns)
        {
            SavedText.Write(writer, column.ColumnName);
            SavedText.Write(writer, column.TensorName!);
        }
    }

    private static OnnxTensorColumn[] ReadColumns(BinaryReader reader, string role)
    {
        var columns = new OnnxTensorColumn[SavedText.ReadCount(reader, 1, MaxRows, $"the number of {role} columns")];
        for (int i = 0; i < columns.Length; i++)
        {
            string column = SavedText.Read(reader, $"the name of an {role} column");
            columns[i] = new OnnxTensorColumn(column, SavedText.Read(reader, $"the name of an {role} of the model"));
        }

        return columns;
    }

    private static int ReadThreads(BinaryReader reader) => Checked(reader.ReadInt32(), MaxThreads, "the number of threads");

    private static int Checked(int value, int max, string what) =>
        value >= 0 && value <= max ? value : throw new InvalidDataException(FormattableString.Invariant($"{what} is {value}; expected 0 to {max}."));

    private static int? NullIfZero(int value) => value == 0 ? null : value;
}
