using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(NameClassesTransformer), typeof(StageLoader<NameClassesTransformer>), null,
    typeof(SignatureLoadModel), "NameClasses", NameClassesTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<NameClassesTransformer>), null,
    typeof(SignatureLoadDataTransform), "NameClasses", NameClassesTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<NameClassesTransformer>), null,
    typeof(SignatureLoadRowMapper), "NameClasses", NameClassesTransformer.LoaderName)]

namespace LseMlNet;

/// <summary>
/// Names the classes of columns. <see cref="NameClassesEstimator"/> creates it, or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class NameClassesTransformer : RowStageTransformer, ILoadableStage<NameClassesTransformer>
{
    internal const string LoaderName = "LseMlNet.NameClasses";
    internal const string Stage = "NameClasses";

    /// <summary>The annotations that hold the names of classes.</summary>
    internal static readonly string[] NamingKinds = [AnnotationKinds.SlotNames, AnnotationKinds.TrainingLabelValues];

    // The first version had no class axis.
    private static readonly StageSignature ThisStage = new(Stage, LoaderName, "LSENAMCL") { Version = 0x00010002 };

    private readonly InputOutputColumnPair[] _columns;
    private readonly string[] _classNames;

    internal NameClassesTransformer(
        IHostEnvironment environment, InputOutputColumnPair[] columns, IReadOnlyList<string> classNames, int? classAxis)
        : base(environment, ThisStage)
    {
        ClassAxis = classAxis;
        _columns = ColumnPairs.Checked(columns, Stage, "columns");
        _classNames = ClassNameList.Checked(classNames, Stage, "classNames");
    }

    static StageSignature ILoadableStage<NameClassesTransformer>.Signature => ThisStage;

    /// <summary>The columns that the stage adds, each with the column whose classes it names.</summary>
    public IReadOnlyList<InputOutputColumnPair> Columns => _columns.AsReadOnly();

    /// <summary>The names of the classes, in the order of the vector.</summary>
    public IReadOnlyList<string> ClassNames => _classNames.AsReadOnly();

    static NameClassesTransformer ILoadableStage<NameClassesTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(
            environment,
            ColumnPairs.Read(reader),
            ClassNameList.Read(reader) ?? throw new InvalidDataException("it has no class names."),
            SavedAxis.Read(reader, version));

    /// <summary>Whether the stage drops this annotation of the input, because the names replace it.</summary>
    internal static bool IsReplaced(string kind) => NamingKinds.Contains(kind);

    /// <summary>The axis of the column's shape that the names belong to; null if they name the whole vector.</summary>
    public int? ClassAxis { get; }

    /// <summary>The annotations that this stage adds. SlotNames name every value of a vector, not the classes along an axis.</summary>
    internal string[] AddedKinds => ClassAxis is null ? NamingKinds : [AnnotationKinds.TrainingLabelValues];

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema) =>
        Array.ConvertAll(_columns, pair => Bind(inputSchema, pair));

    // *** Binary format ***
    // columns, as ColumnPairs writes them
    // class names, as ClassNameList writes them
    // class axis, as SavedAxis writes it; not in version 1.1
    private protected override void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, _columns);
        ClassNameList.Write(writer, _classNames);
        SavedAxis.Write(writer, ClassAxis);
    }

    private BoundColumn Bind(DataViewSchema schema, InputOutputColumnPair pair)
    {
        DataViewSchema.Column input = LogitsInput.Find(schema, pair.InputColumnName, DisplayName);
        var type = (VectorDataViewType)input.Type;
        ClassShape shape = ClassShape.Of(input, ClassAxis, DisplayName);
        if (type.IsKnownSize)
        {
            ClassNameList.CheckCount(_classNames.Length, shape.ClassCount, input.Name, DisplayName);
        }
        else
        {
            type = new VectorDataViewType(type.ItemType, _classNames.Length);
        }

        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(input.Annotations, kind => !IsReplaced(kind));
        foreach (string kind in AddedKinds)
        {
            LabelValues.AddTexts(annotations, kind, _classNames);
        }

        var output = new DataViewSchema.DetachedColumn(pair.OutputColumnName, type, annotations.ToAnnotations());
        return type.ItemType == NumberDataViewType.Single ? new NamedColumn<float>(input, output) : new NamedColumn<double>(input, output);
    }
}
