using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// The ONNX model of a stage in the form in which a pipeline saves it: the model itself, or the path, length and hash of its file.
/// </summary>
internal sealed class StoredModel
{
    private const int HashLength = SHA256.HashSizeInBytes;

    private readonly byte[]? _bytes;
    private readonly long _length;
    private readonly byte[] _hash = [];

    private StoredModel(byte[] bytes, string source)
    {
        _bytes = bytes;
        Source = source;
    }

    private StoredModel(string path, long length, byte[] hash)
    {
        File = path;
        _length = length;
        _hash = hash;
        Source = $"'{path}'";
    }

    /// <summary>The full path of the file; null if the model itself is saved.</summary>
    public string? File { get; }

    /// <summary>What the model is called in messages.</summary>
    public string Source { get; }

    public static StoredModel Embedded(byte[] bytes, string source) => new(bytes, source);

    public static StoredModel InFile(string path)
    {
        using FileStream stream = System.IO.File.OpenRead(path);
        return new StoredModel(path, stream.Length, SHA256.HashData(stream));
    }

    /// <exception cref="InvalidOperationException">The file is missing or has changed.</exception>
    public InferenceSession Open(SessionOptions options)
    {
        if (_bytes is not null)
        {
            return new InferenceSession(_bytes, options);
        }

        CheckFile();
        // Given the path, ONNX Runtime finds weights in files next to the model.
        return new InferenceSession(File!, options);
    }

    /// <summary>Reads the nodes of the model; none if it is larger than a protobuf message can be.</summary>
    public ModelGraph ReadGraph() =>
        ModelGraph.Read(_bytes ?? (_length <= Array.MaxLength ? System.IO.File.ReadAllBytes(File!) : default));

    // *** Binary format ***
    // either the model itself
    //   int: length
    //   bytes
    // or its file
    //   string: full path
    //   long: length
    //   bytes: SHA-256
    public void Write(BinaryWriter writer)
    {
        if (_bytes is not null)
        {
            writer.Write(_bytes.Length);
            writer.Write(_bytes);
            return;
        }
        writer.Write(File!);
        writer.Write(_length);
        writer.Write(_hash);
    }

    public static StoredModel Read(BinaryReader reader, bool embedded) => embedded ? ReadBytes(reader) : ReadPath(reader);

    private static StoredModel ReadBytes(BinaryReader reader)
    {
        // The length is checked before the bytes are read, so that a damaged length cannot cause an allocation of gigabytes.
        int length = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (length < 0 || length > left)
        {
            throw new InvalidDataException(
                $"the length of its model is {length} bytes; expected 0 to {left}, the number of bytes left in the file.");
        }
        return Embedded(reader.ReadBytes(length), "the model in the saved pipeline");
    }

    private static StoredModel ReadPath(BinaryReader reader)
    {
        string path = reader.ReadString();
        long length = reader.ReadInt64();
        return new StoredModel(path, length, reader.ReadBytes(HashLength));
    }

    private void CheckFile()
    {
        if (!System.IO.File.Exists(File))
        {
            throw new InvalidOperationException(
                $"{OnnxModel.Stage}: the pipeline refers to the model file '{File}', which does not exist. " +
                "Put the model there, or create the pipeline with EmbedModel = true.");
        }
        StoredModel found = InFile(File);
        if (found._length != _length || !found._hash.AsSpan().SequenceEqual(_hash))
        {
            throw new InvalidOperationException(
                $"{OnnxModel.Stage}: '{File}' is not the model that the pipeline was created with: it has {found._length} bytes and " +
                $"SHA-256 {Convert.ToHexString(found._hash)}; expected {_length} and {Convert.ToHexString(_hash)}. " +
                "Restore the original model, or create the pipeline with this one.");
        }
    }
}
