namespace LseMlNet.Files.Arrow;

/// <summary>The kinds of messages, with their numbers in the Arrow IPC format.</summary>
internal enum ArrowMessageKind
{
    None = 0,
    Schema = 1,
    DictionaryBatch = 2,
    RecordBatch = 3,
}
