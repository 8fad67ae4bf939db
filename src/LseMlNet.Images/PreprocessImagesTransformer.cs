using LseMlNet.Images;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(PreprocessImagesTransformer), typeof(StageLoader<PreprocessImagesTransformer>), null,
    typeof(SignatureLoadModel), "PreprocessImages", PreprocessImagesTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<PreprocessImagesTransformer>), null,
    typeof(SignatureLoadDataTransform), "PreprocessImages", PreprocessImagesTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<PreprocessImagesTransformer>), null,
    typeof(SignatureLoadRowMapper), "PreprocessImages", PreprocessImagesTransformer.LoaderName)]

namespace LseMlNet.Images;

/// <summary>
/// Turns pictures into the values that a model expects. <see cref="PreprocessImagesEstimator"/> creates it,
/// or ML.NET loads it from a saved pipeline.
/// </summary>
public sealed class PreprocessImagesTransformer : RowStageTransformer, ILoadableStage<PreprocessImagesTransformer>
{
    // At most 24 characters.
    internal const string LoaderName = "LseMlNet.PrepareImages";

    private static readonly StageSignature Signature = new(ImagePreparation.Stage, LoaderName, "LSEIMAGE");

    private readonly InputOutputColumnPair _columns;
    private readonly ImagePreparation _preparation;
    private readonly InvalidRowTotal _unreadable = new();

    internal PreprocessImagesTransformer(IHostEnvironment environment, InputOutputColumnPair columns, ImagePreparation preparation)
        : base(environment, Signature)
    {
        _columns = columns;
        _preparation = preparation;
    }

    static StageSignature ILoadableStage<PreprocessImagesTransformer>.Signature => Signature;

    /// <summary>The column that is added.</summary>
    public string OutputColumnName => _columns.OutputColumnName;

    /// <summary>The column of pictures.</summary>
    public string InputColumnName => _columns.InputColumnName;

    /// <summary>The number of pictures that could not be read since the transformer was created or loaded.</summary>
    public long UnreadableImageCount => _unreadable.Count;

    internal PrimitiveDataViewType ItemType => PreparedColumn.ItemType(_preparation);

    static PreprocessImagesTransformer ILoadableStage<PreprocessImagesTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version)
    {
        InputOutputColumnPair[] columns = ColumnPairs.Read(reader);
        return columns is [var pair]
            ? new PreprocessImagesTransformer(environment, pair, ImagePreparation.Read(reader))
            : throw new InvalidDataException($"it states {columns.Length} columns; expected 1.");
    }

    // *** Binary format ***
    // columns, as ColumnPairs writes them
    // the rest, as ImagePreparation writes it
    private protected override void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, [_columns]);
        _preparation.Write(writer);
    }

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = ImageInput.Find(inputSchema, InputColumnName);
        return [new PreparedColumn(input, OutputColumnName, _preparation,
            new UnreadableImages(InputColumnName, _preparation.UnreadableImages, Warn, _unreadable))];
    }
}
