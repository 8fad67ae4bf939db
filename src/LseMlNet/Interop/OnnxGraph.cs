using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace LseMlNet.Interop;

/// <summary>The ONNX graph that ConvertToOnnx is writing.</summary>
internal sealed class OnnxGraph(OnnxContext context, string stage)
{
    /// <summary>
    /// Adds the nodes of a stage's columns. If the input of a column is not part of the graph, the column is left out too, as in ML.NET's
    /// own stages.
    /// </summary>
    /// <exception cref="NotSupportedException">ONNX cannot express what a column computes.</exception>
    public void Add(BoundColumn[] columns)
    {
        // All sources are looked up first, because an output can replace a column that another output still has to read.
        string?[] sources = Array.ConvertAll(
            columns, column => context.ContainsColumn(column.Input.Name) ? context.GetVariableName(column.Input.Name) : null);
        foreach ((BoundColumn column, string? source) in columns.Zip(sources))
        {
            if (source is null)
            {
                // Otherwise later stages would read the column that this one replaces.
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

    /// <summary>Adds a variable between two nodes. The runtime infers its type and shape.</summary>
    public string Intermediate(string name) => Helper(name, free => context.AddIntermediateVariable(null, free, skip: true));

    /// <summary>Adds a constant of type T.</summary>
    public string Constant<T>(T value, string name)
        where T : unmanaged => value switch
        {
            float single => Helper(name, free => context.AddInitializer(single, free)),
            double number => Helper(name, free => context.AddInitializer(number, free)),
            _ => throw new NotSupportedException($"The constant is a {typeof(T)}; expected float or double."),
        };

    /// <summary>Adds a constant row of integers.</summary>
    public string Constant(long[] values, string name) => Helper(name, free => context.AddInitializer(values, [1, values.Length], free));

    /// <summary>Adds a constant list of integers.</summary>
    public string Constant1D(long[] values, string name) => Helper(name, free => context.AddInitializer(values, [values.Length], free));

    /// <summary>Changes the shape of a tensor; −1 stands for the rest.</summary>
    public string Reshape(string source, long[] shape) => Compute("Reshape", [source, Constant1D(shape, "Shape")]);

    /// <summary>Adds a constant of the item type of a column, float or double.</summary>
    public string Constant(double value, VectorDataViewType like, string name) =>
        like.ItemType == NumberDataViewType.Single ? Constant((float)value, name) : Constant(value, name);

    /// <summary>
    /// Merges all axes of a vector column except the batch axis into one. A variable can have more axes than the type of its column shows;
    /// ML.NET's own one-hot vectors are an example.
    /// </summary>
    public string Flatten(string source) => Compute("Flatten", [source], axis: 1);

    /// <summary>
    /// Computes 0 for a row that has a softmax, and NaN for a row that has none. Adding this value makes the result of such a row NaN;
    /// operators such as ArgMax would ignore a NaN in their input.
    /// </summary>
    public string ZeroOrNaN(VectorDataViewType type, string flatSource) =>
        // The log-sum-exp of a row with a softmax is finite, and 0 · ∞ is NaN.
        Compute("Mul", [Compute("ReduceLogSumExp", [flatSource], axes: [1]), Constant(0, type, "Zero")]);

    /// <summary>Whether ConvertToOnnx writes this opset or a later one.</summary>
    public bool IsAtLeastOpset(int version)
    {
        try
        {
            // The exporter offers no other way to find out.
            context.CheckOpSetVersion(version, stage);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Adds a node with a new variable for its result.</summary>
    public string Compute(string operation, string[] inputs, long? axis = null, long[]? axes = null, Type? to = null, long[]? perm = null)
    {
        string result = Intermediate(operation);
        Node(operation, inputs, [result], axis, axes, to, perm);
        return result;
    }

    /// <summary>Adds a node with one result.</summary>
    public void Node(string operation, string[] inputs, string output, long? axis = null, long[]? axes = null, Type? to = null) =>
        Node(operation, inputs, [output], axis, axes, to);

    /// <summary>Adds a node of ONNX's default domain. The last parameters, if set, become attributes of the same names.</summary>
    public void Node(
        string operation,
        string[] inputs,
        string[] outputs,
        long? axis = null,
        long[]? axes = null,
        Type? to = null,
        long[]? perm = null,
        long? k = null)
    {
        // The empty string is ONNX's default domain; without it, the exporter uses ML.NET's own domain, ai.onnx.ml.
        OnnxNode node = context.CreateNode(operation, inputs, outputs, context.GetNodeName(operation), domain: "");
        foreach ((string name, long? value) in ((string, long?)[])[("axis", axis), ("k", k)])
        {
            if (value is { } number)
            {
                node.AddAttribute(name, number);
            }
        }

        foreach ((string name, long[]? values) in ((string, long[]?)[])[("axes", axes), ("perm", perm)])
        {
            if (values is not null)
            {
                node.AddAttribute(name, values);
            }
        }

        if (to is not null)
        {
            node.AddAttribute("to", to);
        }
    }

    // The exporter treats every variable as the column of that name, so a helper variable must not use the name of a column.
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
