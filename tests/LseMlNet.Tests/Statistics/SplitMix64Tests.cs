namespace LseMlNet.Tests.Statistics;

public sealed class SplitMix64Tests
{
    [Fact]
    public void Mix_StatesFromSeedZero_IsThePublishedSequence()
    {
        // The first numbers of the authors' program, splitmix64.c, for the seed 0.
        ulong[] expected = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F];

        Assert.Equal(expected, expected.Select((_, i) => SplitMix64.Mix((ulong)(i + 1) * SplitMix64.Step)));
    }
}
