namespace LseMlNet;

/// <summary>The options shared by the stages that compute a function of all classes.</summary>
public abstract class ClassAxisOptions : LogitsOptions
{
    private protected ClassAxisOptions()
    {
    }

    /// <summary>
    /// The axis of the column's shape that holds the classes: 0 to rank − 1, or −1 to −rank counted from the end. The function is computed
    /// at each position of the other axes. Null treats the whole vector as one row. An axis needs a column of known shape.
    /// </summary>
    public int? ClassAxis { get; set; }
}
