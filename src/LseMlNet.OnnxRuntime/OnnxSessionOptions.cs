using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Sets the session options for the models in a pipeline while it is loaded. A saved pipeline cannot contain
/// <see cref="OnnxScoringOptions.ConfigureSession"/>, because it is code.
/// </summary>
public static class OnnxSessionOptions
{
    private static readonly AsyncLocal<Action<SessionOptions>?> Ambient = new();

    internal static Action<SessionOptions>? Current => Ambient.Value;

    /// <summary>
    /// Applies to every session that ScoreOnnxModel opens on this thread, and in the tasks that it starts or awaits, until the result is
    /// disposed.
    /// </summary>
    /// <param name="configure">
    /// Sets options such as execution providers and threads. It is called for each session, after all other options are set. The argument
    /// is valid only during the call.
    /// </param>
    /// <returns>An object that restores the previous setting when it is disposed.</returns>
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

    private sealed class Scope(Action<SessionOptions>? previous) : IDisposable
    {
        public void Dispose() => Ambient.Value = previous;
    }
}
