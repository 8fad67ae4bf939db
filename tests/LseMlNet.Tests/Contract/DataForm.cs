using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Contract;

/// <summary>The forms that a column of logits can have: type, density and size.</summary>
public sealed record DataForm(bool IsDouble, bool IsSparse, bool IsKnownSize)
{
    private const int Rows = 40;
    private const int Classes = 6;

    /// <summary>Every stage with every form, as theory data.</summary>
    public static TheoryData<string, DataForm> AllStages()
    {
        var all = new TheoryData<string, DataForm>();
        bool[] either = [false, true];
        foreach (string stage in Stage.All.Select(row => row.Data))
        {
            foreach (bool isDouble in either)
            {
                foreach (bool isSparse in either)
                {
                    foreach (bool isKnownSize in either.Where(known => known || Stage.Named(stage).TakesUnknownSize))
                    {
                        all.Add(stage, new DataForm(isDouble, isSparse, isKnownSize));
                    }
                }
            }
        }
        return all;
    }

    /// <summary>Columns "Logits" and "Id" in this form, with slot names if the size is known.</summary>
    internal IDataView Create(MLContext ml) =>
        IsDouble
            ? Create(ml, RandomRows.Create(Rows, Classes, seed: 21))
            : Create(ml, RandomRows.CreateSingle(Rows, Classes, seed: 22));

    private IDataView Create<T>(MLContext ml, T[][] rows)
        where T : IEquatable<T> =>
        LogitsData.Create(
            ml,
            Array.ConvertAll<T[], VBuffer<T>>(rows, row => IsSparse ? LogitsData.Sparse(row) : LogitsData.Dense(row)),
            IsKnownSize ? [Classes] : null,
            IsKnownSize ? ["a", "b", "c", "d", "e", "f"] : null);
}
