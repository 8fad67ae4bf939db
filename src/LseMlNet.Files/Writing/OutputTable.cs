namespace LseMlNet.Files.Writing;

/// <summary>Rows to write.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="RowCount">The number of rows; null if only reading them tells it.</param>
/// <param name="Blocks">The rows. Each enumeration computes them anew, and its block is valid until the next one.</param>
internal sealed record OutputTable(IReadOnlyList<OutputColumn> Columns, long? RowCount, IEnumerable<OutputBlock> Blocks);
