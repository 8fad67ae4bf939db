using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>The ONNX model of a stage as a saved pipeline keeps it: the model itself, or the path of its file and what that file is.</summary>
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

    /// <summary>The full path of the file; null where the model itself is kept.</summary>
    public string? File { get; }

    /// <summary>How messages call it.</summary>
    public string Source { get; }

    public static StoredModel Embedded(byte[] bytes, string source) => new(bytes, source);

    public static StoredModel InFile(string path)
    {
        using FileStream stream = System.IO.File.OpenRead(path);
        return new StoredModel(path, stream.Length, SHA256.HashData(stream));
    }

    // By its path, ONNX Runtime finds the weights that lie beside a model.
    public InferenceSession Open(SessionOptions options) => _bytes is null ? new InferenceSession(File!, options) : new InferenceSession(_bytes, options);

    // *** Binary format ***
    // the model itself
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
        // Checked before the bytes are read: a damaged length must not cost memory.
        int length = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (length < 0 || length > left)
        {
            throw new InvalidDataException(
                $"it says that its model has {length} bytes; wanted 0 to {left}, which is what the file still holds.");
        }
        return Embedded(reader.ReadBytes(length), "the model in the saved pipeline");
    }

    private static StoredModel ReadPath(BinaryReader reader)
    {
        string path = reader.ReadString();
        long length = reader.ReadInt64();
        byte[] hash = reader.ReadBytes(HashLength);
        if (!System.IO.File.Exists(path))
        {
            throw new InvalidOperationException($"{OnnxModel.Stage}: the saved pipeline keeps the path of its model, '{path}', and there is no such file. " +
                "Put the model there, or save the pipeline with EmbedModel = true.");
        }
        StoredModel found = InFile(path);
        if (found._length != length || !found._hash.AsSpan().SequenceEqual(hash))
        {
            throw new InvalidOperationException($"{OnnxModel.Stage}: '{path}' is not the model that the pipeline was saved with: it has {found._length} bytes " +
                $"and SHA-256 {Convert.ToHexString(found._hash)}; wanted {length} and {Convert.ToHexString(hash)}. " +
                "Put the former model back, or fit and save the pipeline with this one.");
        }
        return found;
    }
}
