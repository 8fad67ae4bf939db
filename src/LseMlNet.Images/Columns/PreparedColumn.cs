using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Images;

/// <summary>The output column, which holds the values of the prepared pictures.</summary>
internal sealed class PreparedColumn(DataViewSchema.Column input, string name, ImagePreparation preparation, UnreadableImages unreadable)
    : BoundColumn(input)
{
    public override DataViewSchema.DetachedColumn Output { get; } = new(
        name, new VectorDataViewType(ItemType(preparation), preparation.Dimensions));

    public override string? WhyNotOnnx => "ONNX cannot decode pictures. Export the stages after this one.";

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        var reader = ImageReader.Create(row, row.Schema[Input.Index], preparation);
        ValueGetter<DataViewRowId> rowId = row.GetIdGetter();
        unreadable.Begin();
        end = () =>
        {
            reader.Dispose();
            unreadable.End();
        };
        return preparation.AsBytes ? Bytes(reader, rowId) : Values(reader, rowId);
    }

    public override void Export(OnnxGraph graph, string source, string result) => throw new NotSupportedException(WhyNotOnnx);

    /// <summary>The type of a value.</summary>
    public static PrimitiveDataViewType ItemType(ImagePreparation preparation) =>
        preparation.AsBytes ? NumberDataViewType.Byte : NumberDataViewType.Single;

    private ValueGetter<VBuffer<float>> Values(ImageReader reader, ValueGetter<DataViewRowId> rowId) => (ref VBuffer<float> values) =>
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref values, preparation.Length);
        Read(reader, rowId, editor.Values);
        values = editor.Commit();
    };

    private ValueGetter<VBuffer<byte>> Bytes(ImageReader reader, ValueGetter<DataViewRowId> rowId)
    {
        float[] pixels = new float[preparation.Length];
        return (ref VBuffer<byte> values) =>
        {
            Read(reader, rowId, pixels);
            VBufferEditor<byte> editor = VBufferEditor.Create(ref values, pixels.Length);
            for (int i = 0; i < pixels.Length; i++)
            {
                editor.Values[i] = (byte)pixels[i];
            }

            values = editor.Commit();
        };
    }

    private void Read(ImageReader reader, ValueGetter<DataViewRowId> rowId, Span<float> values)
    {
        try
        {
            reader.Read(values);
        }
        catch (UnreadableImageException e)
        {
            unreadable.Add(reader.Name, rowId, e);
            values.Fill(float.NaN);
        }
    }
}
