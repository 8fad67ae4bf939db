namespace LseMlNet.Cli.Serve;

/// <summary>Whether the server wants more requests. A load balancer that finds out in time sends none to a server that is about to stop.</summary>
internal sealed class Readiness
{
    private volatile bool _isStopping;

    public bool IsStopping => _isStopping;

    public void Stop() => _isStopping = true;
}
