namespace LseMlNet.Cli.Html;

/// <summary>The style of a cell of a matrix: the larger its share of the row, the stronger its color.</summary>
internal static class Heat
{
    public static string Css(double share) => share switch
    {
        >= 0.5 => "heat-4",
        >= 0.1 => "heat-3",
        >= 0.03 => "heat-2",
        > 0 => "heat-1",
        _ => "none",
    };
}
