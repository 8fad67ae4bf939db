namespace LseMlNet.Cli.Evaluate;

/// <summary>The scores of held-out pictures, or of one shard of them.</summary>
/// <param name="Pictures">The pictures that could be scored, in the order of the data.</param>
/// <param name="ClassNames">The names of the classes; none if no picture was scored.</param>
/// <param name="Size">The size of the pictures.</param>
/// <param name="Given">The number of pictures in this shard.</param>
/// <param name="Unusable">The number of pictures that cannot be read.</param>
/// <param name="Data">The length and a hash, which distinguish sets of pictures.</param>
internal sealed record ScoredSet(
    IReadOnlyList<ScoredPicture> Pictures, IReadOnlyList<string> ClassNames, PictureSize Size, int Given, int Unusable, string Data)
{
    /// <summary>Combines shards.</summary>
    /// <param name="shards">All shards, in order.</param>
    /// <exception cref="UnusableInputException">The shards were scored with models of different classes.</exception>
    public static ScoredSet Join(IReadOnlyList<ScoredSet> shards)
    {
        ScoredSet first = shards.FirstOrDefault(shard => shard.Pictures.Count > 0) ?? shards[0];
        return shards.All(shard => shard.Pictures.Count == 0 || shard.ClassNames.SequenceEqual(first.ClassNames))
            ? first with
            {
                Pictures = [.. shards.SelectMany(shard => shard.Pictures)],
                Given = shards.Sum(shard => shard.Given),
                Unusable = shards.Sum(shard => shard.Unusable),
            }
            : throw new UnusableInputException("the parts name the classes differently; run all shards with the same --labels");
    }

    // *** Binary format ***
    // string: data
    // int32 x 4: width, height, given, unusable
    // int32: count of classes, then the name of each
    // int32: count of pictures, then for each: uint32 label, float for each class
    public void Write(BinaryWriter writer)
    {
        writer.Write(Data);
        foreach (int number in new[] { Size.Width, Size.Height, Given, Unusable, ClassNames.Count })
        {
            writer.Write(number);
        }

        foreach (string name in ClassNames)
        {
            writer.Write(name);
        }

        writer.Write(Pictures.Count);
        foreach (ScoredPicture picture in Pictures)
        {
            writer.Write(picture.Label);
            foreach (float logit in picture.Logits)
            {
                writer.Write(logit);
            }
        }
    }

    /// <exception cref="EndOfStreamException">The stream is too short.</exception>
    public static ScoredSet Read(BinaryReader reader)
    {
        string data = reader.ReadString();
        var size = new PictureSize(Width: reader.ReadInt32(), Height: reader.ReadInt32());
        int given = reader.ReadInt32(), unusable = reader.ReadInt32(), classes = reader.ReadInt32();
        string[] names = [.. Enumerable.Range(0, classes).Select(_ => reader.ReadString())];
        int count = reader.ReadInt32();
        ScoredPicture[] pictures =
        [
            .. Enumerable.Range(0, count).Select(_ => new ScoredPicture
            {
                Label = reader.ReadUInt32(),
                Logits = [.. Enumerable.Range(0, classes).Select(_ => reader.ReadSingle())],
            }),
        ];
        return new ScoredSet(pictures, names, size, given, unusable, data);
    }
}
