"""Computes the softmax, log-softmax and log-sum-exp of rows to 70 digits. Requires mpmath.

Run: reference.py <rows> <references>

<rows> is read. For each row it holds the length as an int32, the temperature as a double, then that many doubles.
<references> is written. For each row it holds the log-sum-exp, then the softmax and the log-softmax of each element. A value consists of
two doubles and an int32, and means (high + low) * 2^exponent, so that subnormal references keep their digits.
"""
import struct
import sys

from mpmath import exp, frexp, ldexp, log1p, mp, mpf

mp.dps = 70


def pack(value):
    if value == 0:
        return struct.pack("<ddi", 0.0, 0.0, 0)
    mantissa, exponent = frexp(value)
    high = float(mantissa)
    return struct.pack("<ddi", high, float(mantissa - high), int(exponent))


with open(sys.argv[1], "rb") as rows, open(sys.argv[2], "wb") as references:
    while head := rows.read(4):
        (length,) = struct.unpack("<i", head)
        temperature, *logits = struct.unpack(f"<{1 + length}d", rows.read(8 + 8 * length))
        x = [mpf(value) / mpf(temperature) for value in logits]
        top = max(range(length), key=lambda i: x[i])
        powers = [exp(value - x[top]) for value in x]
        # The sum leaves out the largest term, which is 1, so that a remainder of 1e-44 keeps its precision.
        rest = mpf(0)
        for i, power in enumerate(powers):
            if i != top:
                rest += power
        log = log1p(rest)
        references.write(pack(x[top] + log))
        for value, power in zip(x, powers):
            references.write(pack(power / (1 + rest)) + pack((value - x[top]) - log))
