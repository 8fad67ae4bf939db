using System.Globalization;

namespace LseMlNet.Tests.Statistics;

public sealed class ProportionTests
{
    [Fact]
    public void ToString_AnyCulture_IsShareWithInterval()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // Tests run without the data of other cultures.
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal("0.934 [0.917, 0.949]", new Proportion(934, 1000, 0.95).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void NoRows_Proportion_IsUndefinedBetweenZeroAndOne()
    {
        var none = new Proportion(0, 0, 0.95);
        Assert.Equal((double.NaN, 0, 1, "undefined"), (none.Value, none.LowerBound, none.UpperBound, none.ToString()));
    }

    [Fact]
    public void Interval_BothSides_HaveHalfOfTheRisk()
    {
        var share = new Proportion(3, 10, 0.9);
        Assert.Equal((3, 10, 0.3, 0.9), (share.Count, share.RowCount, share.Value, share.Confidence));
        Assert.Equal(0.05, Binomial.AtLeast(3, 10, share.LowerBound), 1e-12);
        Assert.Equal(0.05, Binomial.AtMost(3, 10, share.UpperBound), 1e-12);
    }
}
