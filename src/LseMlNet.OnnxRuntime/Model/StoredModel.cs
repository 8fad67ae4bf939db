using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// The ONNX model of a stage in the form in which a pipeline saves it: the model itself, or the path of its file, with the length and the
/// hash of that file and of the files with its weights.
/// </summary>
internal sealed class StoredModel
{
    private const int HashLength = SHA256.HashSizeInBytes;

    // The option by which ONNX Runtime finds weights in separate files if the model itself is not a file.
    private const string WeightsFolder = "session.model_external_initializers_file_folder_path";

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

    /// <summary>The name of the model in messages.</summary>
    public string Source { get; }

    public static StoredModel Embedded(byte[] bytes, string source) => new(bytes, source);

    /// <exception cref="InvalidDataException">The model refers to weights that do not exist.</exception>
    public static StoredModel InFile(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        return Measured(path, [path, .. WeightFiles(path).Select(file => ExternalData.PathOf(folder, file))]);
    }

    /// <param name="options">How to run the model.</param>
    /// <param name="innerTensors">Tensors inside the model to declare as outputs.</param>
    /// <exception cref="InvalidOperationException">The file is missing or has changed.</exception>
    public InferenceSession Open(SessionOptions options, IReadOnlyList<string> innerTensors)
    {
        byte[] outputs = ModelGraph.DeclareOutputs(innerTensors);
        if (_bytes is not null)
        {
            return new InferenceSession(outputs.Length == 0 ? _bytes : [.. _bytes, .. outputs], options);
        }

        CheckFile();
        if (outputs.Length == 0)
        {
            // If ONNX Runtime gets the path, it finds weights in files next to the model.
            return new InferenceSession(File!, options);
        }

        options.AddSessionConfigEntry(WeightsFolder, Path.GetDirectoryName(File!)!);
        return new InferenceSession([.. System.IO.File.ReadAllBytes(File!), .. outputs], options);
    }

    /// <summary>Reads the nodes of the model. There are none if the file is missing, or larger than a protobuf message can be.</summary>
    public ModelGraph ReadGraph() => ModelGraph.Read(
        _bytes ?? (System.IO.File.Exists(File) && _length <= Array.MaxLength ? System.IO.File.ReadAllBytes(File) : default));

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
        SavedText.Write(writer, File!);
        writer.Write(_length);
        writer.Write(_hash);
    }

    public static StoredModel Read(BinaryReader reader, bool embedded) => embedded ? ReadBytes(reader) : ReadPath(reader);

    private static StoredModel ReadBytes(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        return Embedded(SavedText.ReadBytes(reader, length, Array.MaxLength, "its model"), "the model in the saved pipeline");
    }

    private static StoredModel ReadPath(BinaryReader reader)
    {
        string path = SavedText.Read(reader, "the path of its model");
        long length = reader.ReadInt64();
        byte[] hash = reader.ReadBytes(HashLength);
        return hash.Length == HashLength
            ? new StoredModel(path, length, hash)
            : throw new InvalidDataException($"the hash of its model has {hash.Length} bytes; expected {HashLength}.");
    }

    // The length and the hash cover all files, one after the other. In version 0.2, they covered only the model.
    private static StoredModel Measured(string path, string[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        byte[] buffer = new byte[1 << 16];
        foreach (string file in files)
        {
            if (!System.IO.File.Exists(file))
            {
                throw new InvalidDataException($"it refers to weights in '{file}', which does not exist. Put that file next to the model.");
            }

            using FileStream stream = System.IO.File.OpenRead(file);
            length += stream.Length;
            for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
            {
                hash.AppendData(buffer, 0, count);
            }
        }
        return new StoredModel(path, length, hash.GetHashAndReset());
    }

    private static IReadOnlyList<string> WeightFiles(string path)
    {
        try
        {
            return new FileInfo(path).Length <= Array.MaxLength ? ExternalData.Files(System.IO.File.ReadAllBytes(path)) : [];
        }
        catch (InvalidDataException)
        {
            // This is not a protobuf message. ONNX Runtime decides whether it is a model.
            return [];
        }
    }

    private void CheckFile()
    {
        if (!System.IO.File.Exists(File))
        {
            throw new InvalidOperationException(
                $"{OnnxModel.Stage}: the pipeline refers to the model file '{File}', which does not exist. " +
                "Put the model there, or create the pipeline with EmbedModel = true.");
        }
        StoredModel found = Found();
        if (!IsSame(found) && !IsSame(Measured(File, [File])))
        {
            throw new InvalidOperationException(
                $"{OnnxModel.Stage}: '{File}' is not the model that the pipeline was created with: it has {found._length} bytes, weights " +
                $"included, and SHA-256 {Convert.ToHexString(found._hash)}; expected {_length} and {Convert.ToHexString(_hash)}. " +
                "Restore the original model, or create the pipeline with this one.");
        }
    }

    private StoredModel Found()
    {
        try
        {
            return InFile(File!);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidOperationException($"{OnnxModel.Stage}: '{File}' is not a complete ONNX model: {e.Message}", e);
        }
    }

    private bool IsSame(StoredModel other) => other._length == _length && other._hash.AsSpan().SequenceEqual(_hash);
}
