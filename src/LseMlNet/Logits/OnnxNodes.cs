using LseMlNet.Interop;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Adds the nodes that compute <paramref name="result"/> from rows of logits. If the result is a scalar, the rows have one axis besides the
/// batch axis; if it is a vector, they have the axes of the column.
/// </summary>
internal delegate void OnnxNodes(OnnxGraph graph, VectorDataViewType logits, string source, string result);
