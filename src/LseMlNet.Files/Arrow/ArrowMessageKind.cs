namespace LseMlNet.Files.Arrow;

/// <summary>What a message is, by its number in the Arrow IPC format.</summary>
internal enum ArrowMessageKind
{
    None = 0,
    Schema = 1,
    DictionaryBatch = 2,
    RecordBatch = 3,
}
