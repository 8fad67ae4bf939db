namespace LseMlNet.Cli.Serve;

/// <summary>
/// Whether the server accepts more requests. A load balancer that is informed in time sends no requests to a server that is about to stop.
/// </summary>
internal sealed class Readiness
{
    private volatile bool _isStopping;

    public bool IsStopping => _isStopping;

    public void Stop() => _isStopping = true;
}
