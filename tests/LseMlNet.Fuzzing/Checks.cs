using System.Diagnostics;

namespace LseMlNet.Fuzzing;

/// <summary>Reads the seeds of every target, and variants of them that are the same each time.</summary>
internal static class Checks
{
    // What a reader may allocate for any input: its buffers, and what the libraries make for each file.
    private const long FreeBytes = 32 << 20;

    /// <param name="changes">How many variants each target gets.</param>
    /// <param name="names">The targets; none for all.</param>
    public static int Run(int changes, string[] names)
    {
        foreach (FuzzTarget target in FuzzTarget.All.Where(target => names.Length == 0 || names.Contains(target.Name)))
        {
            var clock = Stopwatch.StartNew();
            byte[][] seeds = [.. target.Seeds(), .. Found(target)];
            foreach (byte[] seed in target.Seeds())
            {
                // A seed that is refused would be useless to the fuzzer.
                target.Read(seed);
            }

            for (int i = -seeds.Length; i < changes; i++)
            {
                // The seeds themselves come first.
                byte[] changed = i < 0 ? seeds[^-i] : Change(seeds[i % seeds.Length], new Random(i));
                try
                {
                    long before = GC.GetTotalAllocatedBytes();
                    target.Try(changed);
                    long allocated = GC.GetTotalAllocatedBytes() - before;
                    if (LogitsFiles.IsTarget(target.Name) && allocated > (2 * changed.Length) + FreeBytes)
                    {
                        throw new InvalidOperationException($"{allocated} bytes of memory for an input of {changed.Length}");
                    }
                }
                catch (Exception e)
                {
                    string file = Path.Combine(Path.GetTempPath(), $"lsemlnet-{target.Name}-{i}");
                    File.WriteAllBytes(file, changed);
                    Console.Error.WriteLine($"{target.Name}, change {i}, kept as {file}: {e}");
                    return 1;
                }
            }
            Console.WriteLine($"{target.Name}: {seeds.Length} seeds, {changes} changes, {clock.Elapsed.TotalSeconds:F1} s");
        }
        return 0;
    }

    // Inputs on which a reader once failed.
    private static IEnumerable<byte[]> Found(FuzzTarget target)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Found", target.Name);
        return Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];
    }

    // One to four changes: a bit, extreme bytes, a part removed or repeated, or the end cut off.
    private static byte[] Change(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int i = random.Next(1, 5); i > 0 && bytes.Count > 0; i--)
        {
            // Changes in a header have more effect than later changes.
            int at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, 300) : bytes.Count);
            int length = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    for (int j = 0; j < length; j++)
                    {
                        bytes[at + j] = random.Next(2) == 0 ? (byte)0xFF : (byte)0x7F;
                    }

                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }
}
