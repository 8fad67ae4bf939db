using System.Text;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Reads the fields of a protobuf message in place. A general library would need ONNX's schema, and would copy the weights, which can
/// be gigabytes.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int FieldShift = 3;
    private const ulong WireTypeMask = 7;
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;
    private const int MaxVarintBits = 64;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>The value of the current field, if it is an integer.</summary>
    public long Number { get; private set; }

    /// <summary>The content of the current field, if it is a message, a text or bytes; otherwise empty.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The whole current field, with its number.</summary>
    public ReadOnlySpan<byte> Raw { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Moves to the next field; false at the end of the message.</summary>
    /// <exception cref="InvalidDataException">This is not a protobuf message.</exception>
    public bool Next()
    {
        if (_position == _message.Length)
        {
            return false;
        }

        int start = _position;
        ulong tag = ReadVarint();
        Field = (int)(tag >> FieldShift);
        Number = 0;
        Bytes = default;
        switch ((int)(tag & WireTypeMask))
        {
            case Varint:
                Number = (long)ReadVarint();
                break;
            case Fixed64:
                Skip(sizeof(ulong));
                break;
            case LengthDelimited:
                ulong length = ReadVarint();
                int from = _position;
                Skip(length);
                Bytes = _message[from.._position];
                break;
            case Fixed32:
                Skip(sizeof(uint));
                break;
            default:
                throw Damaged();
        }
        Raw = _message[start.._position];
        return true;
    }

    /// <summary>
    /// Adds the integers of the current field. A repeated integer is stored as one field per number, or as one field for all numbers.
    /// </summary>
    public readonly void AddIntegers(List<long> integers)
    {
        if (Bytes.IsEmpty)
        {
            integers.Add(Number);
            return;
        }

        var packed = new ProtobufReader(Bytes);
        while (packed._position < packed._message.Length)
        {
            integers.Add((long)packed.ReadVarint());
        }
    }

    private static InvalidDataException Damaged() => new("The bytes are not a protobuf message.");

    private void Skip(ulong length)
    {
        if (length > (ulong)(_message.Length - _position))
        {
            throw Damaged();
        }

        _position += (int)length;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < MaxVarintBits && _position < _message.Length; shift += 7)
        {
            byte next = _message[_position++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw Damaged();
    }
}
