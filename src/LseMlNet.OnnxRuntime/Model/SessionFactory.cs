using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Opens ONNX Runtime sessions.</summary>
internal static class SessionFactory
{
    /// <param name="settings">The model and how to run it.</param>
    /// <param name="configure">Sets further options, after all others.</param>
    /// <exception cref="DllNotFoundException">The native library of ONNX Runtime is missing.</exception>
    /// <exception cref="FormatException">ONNX Runtime cannot open the model.</exception>
    /// <exception cref="InvalidOperationException">The requested session options cannot be set.</exception>
    public static InferenceSession Open(OnnxModelSettings settings, Action<SessionOptions>? configure = null)
    {
        try
        {
            using SessionOptions options = Options(settings);
            configure?.Invoke(options);
            return settings.Model.Open(options, settings.InnerTensors);
        }
        catch (OnnxRuntimeException e)
        {
            throw new FormatException(
                $"{OnnxModel.Stage}: {settings.Model.Source} is not an ONNX model that ONNX Runtime can open: {e.Message.TrimEnd()} " +
                "Check that it is complete, contains its weights, and is not too new for this version of ONNX Runtime.", e);
        }
        // The native library is first used in a type initializer.
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
            // Errors are reported as exceptions. Standard error belongs to the application.
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
        // A native library that was built without a provider lacks its entry point.
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
        {
            throw new InvalidOperationException($"{OnnxModel.Stage}: the requested session options cannot be set: {e.Message.TrimEnd()} " +
                $"The native library of ONNX Runtime has the providers {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}. " +
                "Add the package that contains the provider, or request another one.", e);
        }
    }
}
