using System.Numerics;

namespace LseMlNet;

/// <summary>
/// A sum of doubles that is rounded only once, when it is read. The result is the same to the last bit, whatever the order of
/// the terms and however cursors share them.
/// </summary>
/// <remarks>
/// The sum is a fixed-point number: digit i counts units of 2^(32 i − 1074), and a term is added to the two digits that its bits overlap.
/// The digits have 64 bits, so that carries can be postponed for many additions. R. M. Neal, <i>Fast Exact Summation Using Small and Large
/// Superaccumulators</i>, arXiv:1505.05571, 2015. Only the digits between the smallest and the largest term are stored. NaN and infinite
/// terms give NaN or ±∞, and so does a sum beyond the range of double; terms that bring it back into the range make it finite again.
/// </remarks>
internal sealed class ExactSum
{
    private const int DigitBits = 32;
    private const long DigitMask = uint.MaxValue;
    private const int SignificandBits = 52;

    // The exponent of the smallest double.
    private const int UnitExponent = -1074;

    // 2^63 doubles of the largest size fill this number of digits.
    private const int MaximumDigits = 68;

    // The upper part of a term is below 2^52, so a digit stays below 2^63 for this number of terms.
    private const int AdditionsBeforeCarry = 1024;

    // The kinds of sums in the saved form.
    private const byte Zero = 0, Positive = 1, Negative = 2, PositiveInfinity = 3, NegativeInfinity = 4, NotANumber = 5;

    private long[] _digits = [];
    private int _first;
    private int _additions;
    private double _notFinite;

    /// <summary>The correctly rounded sum.</summary>
    public double Value => _notFinite == 0 ? Rounded() : _notFinite;

    public void Add(double term)
    {
        long bits = BitConverter.DoubleToInt64Bits(term);
        uint exponent = (uint)(bits >> SignificandBits) & 0x7FF;
        long significand = bits & ((1L << SignificandBits) - 1);
        if (exponent == 0x7FF)
        {
            _notFinite += term;
            return;
        }

        if (exponent > 0)
        {
            significand |= 1L << SignificandBits;
            exponent--;
        }
        else if (significand == 0)
        {
            return;
        }

        int digit = (int)(exponent / DigitBits) - _first, shift = (int)(exponent % DigitBits);
        long[] digits = _digits;
        if (digit < 0 || digit + 1 >= digits.Length)
        {
            MakeRoom((int)(exponent / DigitBits), 2);
            digit = (int)(exponent / DigitBits) - _first;
            digits = _digits;
        }

        // −x is ~x + 1.
        long sign = bits >> 63;
        digits[digit] += (((significand << shift) & DigitMask) ^ sign) - sign;
        digits[digit + 1] += ((significand >> (DigitBits - shift)) ^ sign) - sign;
        if (++_additions == AdditionsBeforeCarry)
        {
            Carry();
        }
    }

    public void Add(ExactSum other)
    {
        _notFinite += other._notFinite;
        if (other._digits.Length == 0)
        {
            return;
        }

        other.Carry();
        Carry();
        MakeRoom(other._first, other._digits.Length);
        for (int i = 0; i < other._digits.Length; i++)
        {
            _digits[other._first - _first + i] += other._digits[i];
        }

        Carry();
    }

    // *** Binary format *** byte: the kind of the sum. If the sum is positive or negative: byte, byte: the index of the lowest digit that
    // is not 0, and the number of digits uint32[]: the digits of the absolute value, lowest first
    /// <summary>Writes the exact sum. Equal sums give equal bytes, however they were computed.</summary>
    public void Write(BinaryWriter writer)
    {
        ReadOnlySpan<uint> digits = Magnitude(stackalloc uint[MaximumDigits + 2], out int first, out bool isNegative);
        byte kind = _notFinite switch
        {
            double.PositiveInfinity => PositiveInfinity,
            double.NegativeInfinity => NegativeInfinity,
            double.NaN => NotANumber,
            _ => digits.IsEmpty ? Zero : isNegative ? Negative : Positive,
        };
        writer.Write(kind);
        if (kind is Positive or Negative)
        {
            writer.Write((byte)first);
            writer.Write((byte)digits.Length);
            foreach (uint digit in digits)
            {
                writer.Write(digit);
            }
        }
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/>.</exception>
    public static ExactSum Read(BinaryReader reader)
    {
        var sum = new ExactSum();
        byte kind = reader.ReadByte();
        switch (kind)
        {
            case Zero: return sum;
            case PositiveInfinity: sum._notFinite = double.PositiveInfinity; return sum;
            case NegativeInfinity: sum._notFinite = double.NegativeInfinity; return sum;
            case NotANumber: sum._notFinite = double.NaN; return sum;
            case Positive or Negative: break;
            default: throw new InvalidDataException($"the kind of a sum is {kind}; expected 0 to {NotANumber}.");
        }

        int first = reader.ReadByte(), count = reader.ReadByte();
        if (count == 0 || first + count > MaximumDigits)
        {
            throw new InvalidDataException($"a sum has {count} digits from digit {first} on; expected 1 to {MaximumDigits} in all.");
        }

        sum._first = first;
        sum._digits = new long[count];
        for (int i = 0; i < count; i++)
        {
            long digit = reader.ReadUInt32();
            sum._digits[i] = kind == Negative ? -digit : digit;
        }

        if (sum._digits[0] == 0 || sum._digits[^1] == 0)
        {
            throw new InvalidDataException("a sum begins or ends with a digit of 0; expected other digits.");
        }

        return sum;
    }

    private void MakeRoom(int first, int count)
    {
        if (_digits.Length == 0)
        {
            _first = first;
        }

        int start = Math.Min(first, _first), end = Math.Max(first + count, _first + _digits.Length);
        if (end - start > _digits.Length)
        {
            var digits = new long[end - start];
            _digits.CopyTo(digits, _first - start);
            (_digits, _first) = (digits, start);
        }
    }

    // Brings all digits but the last into the range from 0 to 2^32. The last one has the sign of the sum.
    private void Carry()
    {
        _additions = 0;
        for (int i = 0; i < _digits.Length; i++)
        {
            long carry = _digits[i] >> DigitBits;
            if (i == _digits.Length - 1)
            {
                if (carry is 0 or -1)
                {
                    return;
                }

                MakeRoom(_first, _digits.Length + 1);
            }

            _digits[i] &= DigitMask;
            _digits[i + 1] += carry;
        }
    }

    /// <summary>Returns the digits of the absolute value, without zeros at either end.</summary>
    private ReadOnlySpan<uint> Magnitude(Span<uint> buffer, out int first, out bool isNegative)
    {
        Carry();
        int count = _digits.Length;
        isNegative = count > 0 && _digits[^1] < 0;
        long carry = 0;
        for (int i = 0; i < count; i++)
        {
            long digit = (isNegative ? -_digits[i] : _digits[i]) + carry;
            buffer[i] = (uint)digit;
            carry = digit >> DigitBits;
        }

        buffer[count] = (uint)carry;
        Span<uint> digits = buffer[..(count + 1)].TrimEnd(0u);
        ReadOnlySpan<uint> trimmed = digits.TrimStart(0u);
        first = _first + digits.Length - trimmed.Length;
        return trimmed;
    }

    private double Rounded()
    {
        ReadOnlySpan<uint> digits = Magnitude(stackalloc uint[MaximumDigits + 2], out int first, out bool isNegative);
        if (digits.IsEmpty)
        {
            return 0;
        }

        // The 64 bits from the highest bit on, and whether any bit after them is set.
        int top = digits.Length - 1, zeros = BitOperations.LeadingZeroCount(digits[top]);
        ulong high = ((ulong)digits[top] << DigitBits) | At(digits, top - 1);
        uint low = At(digits, top - 2);
        ulong head = (high << zeros) | ((ulong)low << zeros >> DigitBits);
        bool hasTail = low << zeros != 0 || (top > 2 && digits[..(top - 2)].ContainsAnyExcept(0u));

        const int dropped = 63 - SignificandBits;
        const ulong half = 1UL << (dropped - 1);
        ulong rest = head & (2 * half - 1), significand = head >> dropped;
        if (rest > half || (rest == half && (hasTail || significand % 2 == 1)))
        {
            significand++;
        }

        double magnitude = Math.ScaleB(significand, DigitBits * (first + top - 1) - zeros + dropped + UnitExponent);
        return isNegative ? -magnitude : magnitude;
    }

    private static uint At(ReadOnlySpan<uint> digits, int index) => index >= 0 ? digits[index] : 0;
}
