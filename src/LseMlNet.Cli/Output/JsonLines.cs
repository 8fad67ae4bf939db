using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LseMlNet.Cli.Output;

/// <summary>Writes JSON for other programs, one record per line. JSON has neither NaN nor ∞, so both become null.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // The output is not part of a web page, so HTML characters need no escaping.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new FiniteOrNull<float>((writer, value) => writer.WriteNumberValue(value)),
            new FiniteOrNull<double>((writer, value) => writer.WriteNumberValue(value)),
        },
    };

    // JSON also writes a hidden character as \u and its number.
    public static string Serialize(object record) => Printable.Line(JsonSerializer.Serialize(record, Options));

    private sealed class FiniteOrNull<T>(Action<Utf8JsonWriter, T> write) : JsonConverter<T>
        where T : struct, System.Numerics.INumberBase<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            if (T.IsFinite(value))
            {
                write(writer, value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
