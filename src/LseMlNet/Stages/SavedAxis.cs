namespace LseMlNet;

/// <summary>Saves and loads the class axis in a pipeline. Stages saved by 0.2.0 have none.</summary>
internal static class SavedAxis
{
    // No tensor has this many dimensions. A larger number comes from a damaged file.
    private const int MaximumRank = 32;

    // *** Binary format ***
    // bool: whether there is an axis
    // int32: the axis, 0 if there is none
    public static void Write(BinaryWriter writer, int? axis)
    {
        writer.Write(axis is not null);
        writer.Write(axis ?? 0);
    }

    public static int? Read(BinaryReader reader, uint version) => version == StageSignature.FormatVersion ? null : Read(reader);

    /// <summary>Reads the axis of a stage that has always had one.</summary>
    public static int? Read(BinaryReader reader)
    {
        byte hasAxis = reader.ReadByte();
        int axis = reader.ReadInt32();
        return hasAxis switch
        {
            0 when axis == 0 => null,
            1 when axis is >= -MaximumRank and < MaximumRank => axis,
            _ => throw new InvalidDataException(FormattableString.Invariant($"its class axis is {axis}; expected none, or a number from -{MaximumRank} to {MaximumRank - 1}.")),
        };
    }
}
