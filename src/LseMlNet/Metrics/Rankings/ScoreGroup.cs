namespace LseMlNet;

/// <summary>The weights of the rows that have the same score.</summary>
internal struct ScoreGroup(double score)
{
    private WeightSum _marked, _others;

    public readonly double Score => score;

    /// <summary>The weight of the marked rows.</summary>
    public readonly double Marked => _marked.Value;

    /// <summary>The weight of the other rows.</summary>
    public readonly double Others => _others.Value;

    public void Add(bool isMarked, double weight)
    {
        if (isMarked)
        {
            _marked.Add(weight);
        }
        else
        {
            _others.Add(weight);
        }
    }

    /// <summary>Adds the weights of another group. The score stays.</summary>
    public void Add(in ScoreGroup other)
    {
        _marked.Add(in other._marked);
        _others.Add(in other._others);
    }
}
