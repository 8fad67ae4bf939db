using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>What a scoring stage is made of, and what is saved of it.</summary>
/// <param name="Inputs">The columns that are fed, and to which inputs of the model.</param>
/// <param name="Outputs">The columns to add, and from which outputs of the model.</param>
/// <param name="IntraOpThreads">How many threads work on one batch; null for ONNX Runtime's default.</param>
/// <param name="BatchSize">How many rows are scored at once; null for what suits the model.</param>
/// <param name="DimensionSizes">The sizes of dynamic dimensions, by name.</param>
/// <param name="Model">The ONNX model.</param>
internal sealed record OnnxModelSettings(
    IReadOnlyList<OnnxTensorColumn> Inputs, IReadOnlyList<OnnxTensorColumn> Outputs, int? IntraOpThreads, int? BatchSize,
    IReadOnlyDictionary<string, int> DimensionSizes, StoredModel Model)
{
    /// <summary>The saved form that <see cref="Write(BinaryWriter)"/> writes. 0x00010001 had one input, one output and the model itself.</summary>
    public const uint Version = 0x00010002;

    /// <summary>ONNX Runtime makes as many threads as it is told, and ends the process where the system has no more.</summary>
    public const int MostThreads = 1024;

    /// <summary>More rows at once gain nothing, and a slip of the keyboard would cost the machine's memory.</summary>
    public const int MostRows = 1 << 16;

    /// <summary>What else is asked of ONNX Runtime; code, so it is not saved.</summary>
    public Action<SessionOptions>? Configure { get; init; }

    // *** Binary format ***
    // list of input columns, list of output columns; each
    //   string: column
    //   string: input or output of the model
    // int: batch size, 0 for what suits the model
    // list of sizes; each
    //   string: dynamic dimension
    //   int: size
    // bool: whether the model itself is kept
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
            writer.Write(name);
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
        int batchSize = Checked(reader.ReadInt32(), MostRows, "rows are scored at once");
        var sizes = new Dictionary<string, int>();
        for (int left = Checked(reader.ReadInt32(), MostRows, "dynamic dimensions have sizes"); left > 0; left--)
        {
            sizes[reader.ReadString()] = reader.ReadInt32();
        }

        bool embedded = reader.ReadBoolean();
        int threads = ReadThreads(reader);
        return new OnnxModelSettings(inputs, outputs, NullIfZero(threads), NullIfZero(batchSize), sizes, StoredModel.Read(reader, embedded));
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
        string outputColumn = reader.ReadString();
        string inputColumn = reader.ReadString();
        var output = new OnnxTensorColumn(outputColumn, reader.ReadString());
        var input = new OnnxTensorColumn(inputColumn, reader.ReadString());
        int threads = ReadThreads(reader);
        return new OnnxModelSettings([input], [output], NullIfZero(threads), null, new Dictionary<string, int>(), StoredModel.Read(reader, embedded: true));
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<OnnxTensorColumn> columns)
    {
        writer.Write(columns.Count);
        foreach (OnnxTensorColumn column in columns)
        {
            writer.Write(column.ColumnName);
            writer.Write(column.TensorName!);
        }
    }

    private static OnnxTensorColumn[] ReadColumns(BinaryReader reader, string role)
    {
        var columns = new OnnxTensorColumn[Checked(reader.ReadInt32(), MostRows, $"{role} columns are used")];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = new OnnxTensorColumn(reader.ReadString(), reader.ReadString());
        }

        return columns.Length > 0 ? columns : throw new InvalidDataException($"it has no {role} column; wanted one or more.");
    }

    private static int ReadThreads(BinaryReader reader) => Checked(reader.ReadInt32(), MostThreads, "threads work on a row");

    private static int Checked(int value, int most, string what) =>
        value >= 0 && value <= most ? value : throw new InvalidDataException($"it says that {value} {what}; wanted 0 to {most}.");

    private static int? NullIfZero(int value) => value == 0 ? null : value;
}
