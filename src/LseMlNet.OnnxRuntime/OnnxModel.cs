using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>A model that ONNX Runtime has opened. Any number of threads may run it at once.</summary>
internal sealed class OnnxModel : IDisposable
{
    /// <summary>How messages call the stage.</summary>
    public const string Stage = "ScoreOnnxModel";

    private readonly InferenceSession _session;
    private bool _disposed;

    private OnnxModel(OnnxModelSettings settings, InferenceSession session)
    {
        _session = session;
        string input = Choose("input", session.InputMetadata, settings.InputName, settings.InputColumn, nameof(OnnxScoringOptions.ModelInputName));
        string output = Choose("output", session.OutputMetadata, settings.OutputName, settings.OutputColumn, nameof(OnnxScoringOptions.ModelOutputName));
        Input = ModelTensor.Input(input, session.InputMetadata[input]);
        Output = ModelTensor.Output(output, session.OutputMetadata[output]);
        Settings = settings with { InputName = input, OutputName = output };
    }

    /// <summary>What it was opened with, the names of input and output filled in.</summary>
    public OnnxModelSettings Settings { get; }

    public ModelTensor Input { get; }

    public ModelTensor Output { get; }

    /// <exception cref="ObjectDisposedException">ONNX Runtime itself would crash on a session that was freed.</exception>
    public InferenceSession Session
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(OnnxScoringTransformer));
            return _session;
        }
    }

    /// <param name="settings">The model, and what of it is used.</param>
    /// <param name="source">Where the model comes from, for messages.</param>
    /// <exception cref="ArgumentException">The model has no such input or output, or it has several and none is named.</exception>
    /// <exception cref="DllNotFoundException">The native library of ONNX Runtime is missing.</exception>
    /// <exception cref="FormatException">ONNX Runtime cannot open the model.</exception>
    /// <exception cref="NotSupportedException">Element type or shape of input or output are not ones that a column can have.</exception>
    public static OnnxModel Open(OnnxModelSettings settings, string source)
    {
        InferenceSession session = OpenSession(settings, source);
        try
        {
            return new OnnxModel(settings, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens the same model once more.</summary>
    public OnnxModel Reopen() => Open(Settings, "the model");

    public void Dispose()
    {
        _disposed = true;
        _session.Dispose();
    }

    private static InferenceSession OpenSession(OnnxModelSettings settings, string source)
    {
        try
        {
            using var options = new SessionOptions();
            // All that goes wrong comes back as an exception; the standard error is the application's.
            options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
            if (settings.IntraOpThreads is { } threads)
                options.IntraOpNumThreads = threads;
            return new InferenceSession(settings.Model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new FormatException($"{Stage}: {source} is no ONNX model that ONNX Runtime can open: {e.Message.TrimEnd()} " +
                "Check that it is complete, has its weights within itself, and is not newer than this version of ONNX Runtime.", e);
        }
        // The first use of the native library is in a type initializer.
        catch (Exception e) when (e is DllNotFoundException || e is TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw new DllNotFoundException($"{Stage}: the native library of ONNX Runtime was not found. " +
                "Add the package Microsoft.ML.OnnxRuntime (CPU) or Microsoft.ML.OnnxRuntime.Gpu to the application.", e);
        }
    }

    private static string Choose(
        string role, IReadOnlyDictionary<string, NodeMetadata> tensors, string? name, string column, string option)
    {
        string names = string.Join(", ", tensors.Keys.Select(key => $"'{key}'"));
        if (name is not null)
        {
            return tensors.ContainsKey(name)
                ? name
                : throw new ArgumentException($"{Stage}: the model has no {role} '{name}'; it has {names}. Give one of them as {option}, or null for the only one.");
        }
        if (tensors.Count == 1)
            return tensors.Keys.First();
        return tensors.ContainsKey(column)
            ? column
            : throw new ArgumentException($"{Stage}: the model has several {role}s, {names}, and none has the name of the column, '{column}'. Give one of them as {option}.");
    }
}
