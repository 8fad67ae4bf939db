using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Sets the options of sessions that others open: those of a pipeline that is loaded. <see cref="OnnxScoringOptions.ConfigureSession"/> is
/// code, and no saved pipeline holds it.
/// </summary>
public static class OnnxSessionOptions
{
    private static readonly AsyncLocal<Action<SessionOptions>?> Ambient = new();

    internal static Action<SessionOptions>? Current => Ambient.Value;

    /// <summary>Applies to each session that ScoreOnnxModel opens from now on, in this thread and what it starts or awaits, until the result is disposed.</summary>
    /// <param name="configure">
    /// Sets the options, such as execution providers and threads; it is called for each session, after all else is set. The options are
    /// valid during the call.
    /// </param>
    /// <returns>What ends it and brings back what was before.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    /// <example>
    /// <code>
    /// ITransformer model;
    /// using (OnnxSessionOptions.Use(options => options.AppendExecutionProvider_CUDA()))
    /// {
    ///     model = ml.Model.Load("model.zip", out _);
    /// }
    /// </code>
    /// </example>
    public static IDisposable Use(Action<SessionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var scope = new Scope(Ambient.Value);
        Ambient.Value = configure;
        return scope;
    }

    private sealed class Scope(Action<SessionOptions>? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }
}
