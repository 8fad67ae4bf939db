using System.Globalization;

namespace LseMlNet.OnnxRuntime;

/// <summary>Finds the weights that a model keeps in separate files (ONNX external data), and copies them into the model.</summary>
internal sealed class ExternalData
{
    // Field numbers of TensorProto and StringStringEntryProto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
    private const int RawDataField = 9;
    private const int ExternalDataField = 13;
    private const int DataLocationField = 14;
    private const int KeyField = 1;
    private const int ValueField = 2;
    private const long External = 1;

    private readonly string _folder;
    private readonly List<long> _lengths = [];
    private int _written;

    private ExternalData(string folder) => _folder = folder;

    private enum Message
    {
        Other,
        Model,
        Graph,
        Function,
        Node,
        Attribute,
        Tensor,
    }

    /// <summary>The paths of the files, relative to the model.</summary>
    /// <exception cref="InvalidDataException">This is not an ONNX model.</exception>
    public static IReadOnlyList<string> Files(ReadOnlySpan<byte> model)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        Find(Message.Model, model, files);
        return [.. files];
    }

    /// <summary>Copies the weights into the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">The folder of the model.</param>
    /// <returns>The whole model; null if it would exceed the maximum size of an array.</returns>
    /// <exception cref="InvalidDataException">This is not an ONNX model, or it refers to weights that do not exist.</exception>
    public static byte[]? Merge(byte[] model, string folder)
    {
        var data = new ExternalData(folder);
        long length = data.Measure(Message.Model, model);
        if (length > Array.MaxLength)
        {
            return null;
        }

        byte[] merged = GC.AllocateUninitializedArray<byte>((int)length);
        using var stream = new MemoryStream(merged);
        using var writer = new BinaryWriter(stream);
        data.Write(Message.Model, model, writer);
        return merged;
    }

    /// <summary>The full path of a file of weights.</summary>
    /// <exception cref="InvalidDataException">The path leads out of the folder of the model.</exception>
    public static string PathOf(string folder, string file)
    {
        string[] parts = file.Split('/', '\\');
        return Path.IsPathRooted(file) || parts.Contains("..")
            ? throw new InvalidDataException($"it refers to weights in '{file}'; expected a path inside the folder of the model.")
            : Path.Combine([folder, .. parts]);
    }

    private static void Find(Message kind, ReadOnlySpan<byte> message, SortedSet<string> files)
    {
        if (kind == Message.Tensor)
        {
            if (Location(message) is { } location)
            {
                files.Add(location.File);
            }

            return;
        }

        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (Inside(kind, reader.Field) is var inner and not Message.Other)
            {
                Find(inner, reader.Bytes, files);
            }
        }
    }

    // The messages that can contain tensors, by the numbers of their fields.
    private static Message Inside(Message kind, int field) => (kind, field) switch
    {
        (Message.Model, 7) => Message.Graph,
        (Message.Model, 25) => Message.Function,
        (Message.Function, 7) => Message.Node,
        (Message.Graph, 1) => Message.Node,
        (Message.Graph, 5) => Message.Tensor,
        (Message.Node, 5) => Message.Attribute,
        (Message.Attribute, 5 or 10) => Message.Tensor,
        (Message.Attribute, 6 or 11) => Message.Graph,
        _ => Message.Other,
    };

    private static (string File, long Offset, long? Length)? Location(ReadOnlySpan<byte> tensor)
    {
        bool isExternal = false;
        (string file, long offset, long? length) = ("", 0, null);
        var reader = new ProtobufReader(tensor);
        while (reader.Next())
        {
            isExternal |= reader.Field == DataLocationField && reader.Number == External;
            if (reader.Field == ExternalDataField)
            {
                (string key, string value) = Entry(reader.Bytes);
                switch (key)
                {
                    case "location":
                        file = value;
                        break;
                    case "offset":
                        offset = Number(value);
                        break;
                    case "length":
                        length = Number(value);
                        break;
                }
            }
        }
        return isExternal ? (file, offset, length) : null;
    }

    private static (string Key, string Value) Entry(ReadOnlySpan<byte> message)
    {
        (string key, string value) = ("", "");
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == KeyField)
            {
                key = reader.Text;
            }
            else if (reader.Field == ValueField)
            {
                value = reader.Text;
            }
        }
        return (key, value);
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new InvalidDataException($"the place of its weights is '{text}'; expected a number of bytes.");

    // Notes the length of each message that Write visits, in the same order, because a message is preceded by its length.
    private long Measure(Message kind, ReadOnlySpan<byte> message)
    {
        int place = _lengths.Count;
        _lengths.Add(0);
        bool isExternal = kind == Message.Tensor && Location(message) is not null;
        long total = isExternal ? ProtobufFrame.Measure(RawDataField, Weights(message).Length) : 0;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            Message inner = Inside(kind, reader.Field);
            total += inner != Message.Other ? ProtobufFrame.Measure(reader.Field, Measure(inner, reader.Bytes))
                : isExternal && reader.Field is ExternalDataField or DataLocationField ? 0
                : reader.Raw.Length;
        }
        return _lengths[place] = total;
    }

    private void Write(Message kind, ReadOnlySpan<byte> message, BinaryWriter writer)
    {
        _written++;
        bool isExternal = kind == Message.Tensor && Location(message) is not null;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            Message inner = Inside(kind, reader.Field);
            if (inner != Message.Other)
            {
                ProtobufFrame.Write(writer, reader.Field, _lengths[_written]);
                Write(inner, reader.Bytes, writer);
            }
            else if (!isExternal || reader.Field is not (ExternalDataField or DataLocationField))
            {
                writer.Write(reader.Raw);
            }
        }
        if (isExternal)
        {
            CopyWeights(Weights(message), writer);
        }
    }

    private (string Path, long Offset, long Length) Weights(ReadOnlySpan<byte> tensor)
    {
        (string file, long offset, long? length) = Location(tensor)!.Value;
        string path = PathOf(_folder, file);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"it refers to weights in '{path}', which does not exist. Put that file next to the model.");
        }

        long size = new FileInfo(path).Length;
        long count = length ?? size - offset;
        return offset <= size && count >= 0 && count <= size - offset
            ? (path, offset, count)
            : throw new InvalidDataException($"it refers to bytes {offset} to {offset + count} of '{path}', which has {size} bytes. " +
                "Copy that file again; it may be incomplete.");
    }

    private static void CopyWeights((string Path, long Offset, long Length) weights, BinaryWriter writer)
    {
        ProtobufFrame.Write(writer, RawDataField, weights.Length);
        using FileStream file = File.OpenRead(weights.Path);
        file.Position = weights.Offset;
        byte[] buffer = new byte[Math.Min(weights.Length, 1 << 20)];
        for (long left = weights.Length; left > 0;)
        {
            int count = (int)Math.Min(left, buffer.Length);
            file.ReadExactly(buffer, 0, count);
            writer.Write(buffer, 0, count);
            left -= count;
        }
    }
}
