using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Opens sessions of ONNX Runtime.</summary>
internal static class Sessions
{
    /// <param name="settings">The model, and how it runs.</param>
    /// <param name="also">What is set last.</param>
    /// <exception cref="DllNotFoundException">The native library of ONNX Runtime is missing.</exception>
    /// <exception cref="FormatException">ONNX Runtime cannot open the model.</exception>
    /// <exception cref="InvalidOperationException">The options that the caller asked for cannot be set.</exception>
    public static InferenceSession Open(OnnxModelSettings settings, Action<SessionOptions>? also = null)
    {
        try
        {
            using SessionOptions options = Options(settings);
            also?.Invoke(options);
            return settings.Model.Open(options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new FormatException($"{OnnxModel.Stage}: {settings.Model.Source} is no ONNX model that ONNX Runtime can open: {e.Message.TrimEnd()} " +
                "Check that it is complete, has its weights within itself, and is not newer than this version of ONNX Runtime.", e);
        }
        // The first use of the native library is in a type initializer.
        catch (Exception e) when (e is DllNotFoundException || e is TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw new DllNotFoundException($"{OnnxModel.Stage}: the native library of ONNX Runtime was not found. " +
                "Add the package Microsoft.ML.OnnxRuntime (CPU) or Microsoft.ML.OnnxRuntime.Gpu to the application.", e);
        }
    }

    private static SessionOptions Options(OnnxModelSettings settings)
    {
        var options = new SessionOptions();
        try
        {
            // All that goes wrong comes back as an exception; the standard error is the application's.
            options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
            if (settings.IntraOpThreads is { } threads)
            {
                options.IntraOpNumThreads = threads;
            }

            foreach ((string name, int size) in settings.DimensionSizes)
            {
                options.AddFreeDimensionOverrideByName(name, size);
            }

            Configure(options, settings.Configure);
            Configure(options, OnnxSessionOptions.Current);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    private static void Configure(SessionOptions options, Action<SessionOptions>? configure)
    {
        try
        {
            configure?.Invoke(options);
        }
        // A provider that the native library was built without has no entry point there.
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
        {
            throw new InvalidOperationException($"{OnnxModel.Stage}: the session options that were asked for cannot be set: {e.Message.TrimEnd()} " +
                $"The native library of ONNX Runtime here has the providers {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}. " +
                "Add the package that has the provider, or ask for another one.", e);
        }
    }
}
