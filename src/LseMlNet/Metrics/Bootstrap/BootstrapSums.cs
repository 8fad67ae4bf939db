namespace LseMlNet;

/// <summary>The sums of all bootstrap replicates.</summary>
internal sealed class BootstrapSums
{
    private readonly ulong _salt;

    /// <param name="classes">The number of classes.</param>
    /// <param name="replicates">The number of replicates.</param>
    /// <param name="salt">
    /// A number that distinguishes the rows of this part from those of others with the same ids; 0 if ids are unique.
    /// </param>
    public BootstrapSums(int classes, int replicates, ulong salt)
        : this([.. Enumerable.Range(0, replicates).Select(_ => new ReplicateSums(classes))])
    {
        _salt = salt;
    }

    private BootstrapSums(ReplicateSums[] replicates)
    {
        Replicates = replicates;
    }

    public ReplicateSums[] Replicates { get; }

    public void Add(in EvaluatedRow row)
    {
        ulong state = PoissonDraws.Seed(_salt, row.GetId());
        foreach (ReplicateSums replicate in Replicates)
        {
            int count = PoissonDraws.Next(ref state);
            if (count > 0)
            {
                replicate.Add(in row, count);
            }
        }
    }

    public void Add(BootstrapSums other)
    {
        for (int i = 0; i < Replicates.Length; i++)
        {
            Replicates[i].Add(other.Replicates[i]);
        }
    }

    public void Write(BinaryWriter writer) => Array.ForEach(Replicates, replicate => replicate.Write(writer));

    /// <exception cref="InvalidDataException">
    /// The data was not written by <see cref="Write"/> with the same number of classes and replicates.
    /// </exception>
    public static BootstrapSums Read(SumsReader reader, int classes, int replicates) =>
        new([.. Enumerable.Range(0, replicates).Select(_ => ReplicateSums.Read(reader, classes))]);
}
