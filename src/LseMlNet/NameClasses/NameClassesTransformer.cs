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

    /// <summary>The annotations that hold the names.</summary>
    internal static readonly string[] NamingKinds = [AnnotationKinds.SlotNames, AnnotationKinds.TrainingLabelValues];

    private static readonly StageSignature ThisStage = new(Stage, LoaderName, "LSENAMCL");

    private readonly InputOutputColumnPair[] _columns;
    private readonly string[] _classNames;

    internal NameClassesTransformer(IHostEnvironment environment, InputOutputColumnPair[] columns, IReadOnlyList<string> classNames)
        : base(environment, ThisStage)
    {
        _columns = ColumnPairs.Checked(columns, Stage, "columns");
        _classNames = ClassNameList.Checked(classNames, Stage, "classNames");
    }

    static StageSignature ILoadableStage<NameClassesTransformer>.Signature => ThisStage;

    /// <summary>The columns that the stage adds, each with the column whose classes it names.</summary>
    public IReadOnlyList<InputOutputColumnPair> Columns => _columns.AsReadOnly();

    /// <summary>The names of the classes, in the order of the vector.</summary>
    public IReadOnlyList<string> ClassNames => _classNames.AsReadOnly();

    static NameClassesTransformer ILoadableStage<NameClassesTransformer>.Read(IHostEnvironment environment, BinaryReader reader) =>
        new(environment, ColumnPairs.Read(reader), ClassNameList.Read(reader) ?? throw new InvalidDataException("it has no class names."));

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema) => Array.ConvertAll(_columns, pair => Bind(inputSchema, pair));

    // *** Binary format ***
    // columns, as ColumnPairs writes them
    // class names, as ClassNameList writes them
    private protected override void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, _columns);
        ClassNameList.Write(writer, _classNames);
    }

    private BoundColumn Bind(DataViewSchema schema, InputOutputColumnPair pair)
    {
        DataViewSchema.Column input = LogitsInput.Find(schema, pair.InputColumnName, DisplayName);
        var type = (VectorDataViewType)input.Type;
        if (type.IsKnownSize)
        {
            ClassNameList.CheckCount(_classNames.Length, type.Size, input.Name, DisplayName);
        }
        else
        {
            type = new VectorDataViewType(type.ItemType, _classNames.Length);
        }

        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(input.Annotations, kind => !NamingKinds.Contains(kind));
        foreach (string kind in NamingKinds)
        {
            LabelValues.AddTexts(annotations, kind, _classNames);
        }

        var output = new DataViewSchema.DetachedColumn(pair.OutputColumnName, type, annotations.ToAnnotations());
        return type.ItemType == NumberDataViewType.Single ? new NamedColumn<float>(input, output) : new NamedColumn<double>(input, output);
    }
}
