using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace LseMlNet.Interop;

/// <summary>The ONNX graph that ConvertToOnnx is writing.</summary>
internal sealed class OnnxGraph(OnnxContext context, string stage)
{
    /// <summary>
    /// Adds the nodes of a stage's columns. A column whose input is not part of the graph is left out with it, as in-box stages do.
    /// </summary>
    /// <exception cref="NotSupportedException">ONNX cannot say what a column computes.</exception>
    public void Add(BoundColumn[] columns)
    {
        // All sources are looked up first: an output takes over the name of a column that another one may still have to read.
        string?[] sources = Array.ConvertAll(columns, column => context.ContainsColumn(column.Input.Name) ? context.GetVariableName(column.Input.Name) : null);
        foreach ((BoundColumn column, string? source) in columns.Zip(sources))
        {
            if (source is null)
            {
                // Or a column that this one replaces would be taken for it.
                context.RemoveColumn(column.Output.Name, removeVariable: false);
                continue;
            }
            if (column.WhyNotOnnx is { } reason)
            {
                throw new NotSupportedException($"{stage}: column '{column.Output.Name}' cannot be written as ONNX: {reason}");
            }

            column.Export(this, source, context.AddIntermediateVariable(column.Output.Type, column.Output.Name));
        }
    }

    /// <summary>A new variable between two nodes, whose type and shape the runtime finds.</summary>
    public string Intermediate(string name) => Helper(name, free => context.AddIntermediateVariable(null, free, skip: true));

    /// <summary>A constant of type T.</summary>
    public string Constant<T>(T value, string name)
        where T : unmanaged => value switch
        {
            float single => Helper(name, free => context.AddInitializer(single, free)),
            double number => Helper(name, free => context.AddInitializer(number, free)),
            _ => throw new NotSupportedException($"The constant is a {typeof(T)}; expected float or double."),
        };

    /// <summary>A constant row of integers.</summary>
    public string Constant(long[] values, string name) => Helper(name, free => context.AddInitializer(values, [1, values.Length], free));

    /// <summary>A constant of the item type of a column, float or double.</summary>
    public string Constant(double value, VectorDataViewType like, string name) =>
        like.ItemType == NumberDataViewType.Single ? Constant((float)value, name) : Constant(value, name);

    /// <summary>
    /// The variable of a vector column with all axes but that of the batch made one. A variable may have more of them than the type of its
    /// column says: ML.NET's own one-hot vectors do.
    /// </summary>
    public string Flatten(string source) => Compute("Flatten", [source], axis: 1);

    /// <summary>A number for each row: 0 where the row has a softmax, NaN where it has none. What an operator makes of NaN is its own affair.</summary>
    public string ZeroOrNaN(VectorDataViewType type, string flatSource) =>
        // Log-sum-exp is finite where there is a softmax, and 0 · ∞ is NaN.
        Compute("Mul", [Compute("ReduceLogSumExp", [flatSource], axes: [1]), Constant(0, type, "Zero")]);

    /// <summary>Adds a node as <see cref="Node"/> does, with a new variable for what it computes.</summary>
    public string Compute(string operation, string[] inputs, long? axis = null, long[]? axes = null, Type? to = null)
    {
        string result = Intermediate(operation);
        Node(operation, inputs, result, axis, axes, to);
        return result;
    }

    /// <summary>Adds a node of ONNX's default domain; what is given of the last three becomes an attribute of that name.</summary>
    public void Node(string operation, string[] inputs, string output, long? axis = null, long[]? axes = null, Type? to = null)
    {
        // The domain is named as empty: without it the exporter takes ML.NET's own, ai.onnx.ml.
        OnnxNode node = context.CreateNode(operation, inputs, [output], context.GetNodeName(operation), domain: "");
        if (axis is { } one)
        {
            node.AddAttribute("axis", one);
        }

        if (axes is not null)
        {
            node.AddAttribute("axes", axes);
        }

        if (to is not null)
        {
            node.AddAttribute("to", to);
        }
    }

    // The exporter takes every variable for the column of that name: one that is no column must not stand in the place of one.
    private string Helper(string name, Func<string, string> add)
    {
        while (context.ContainsColumn(name))
        {
            name += "_";
        }

        string variable = add(name);
        context.RemoveColumn(name, removeVariable: false);
        return variable;
    }
}
