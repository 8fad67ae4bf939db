using System.Globalization;
using LseMlNet.Testing;

/// <summary>
/// Starts a program in a foreign culture: .NET calls this if the environment variable DOTNET_STARTUP_HOOKS names this assembly. It looks
/// for a class of this name that is in no namespace.
/// </summary>
internal static class StartupHook
{
    public static void Initialize() => CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = ForeignCulture.Arabic;
}
