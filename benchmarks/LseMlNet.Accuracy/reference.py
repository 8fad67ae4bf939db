"""Softmax, log-softmax and log-sum-exp of rows to 70 digits (needs mpmath). Run: reference.py <rows> <references>

Rows: int32 length, then that many doubles. References: for the log-sum-exp, then for each element the softmax and the log-softmax, a value
as two doubles and an int32: (high + low) * 2^exponent, so that subnormal references keep their digits.
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
        x = [mpf(value) for value in struct.unpack(f"<{length}d", rows.read(8 * length))]
        top = max(range(length), key=lambda i: x[i])
        powers = [exp(value - x[top]) for value in x]
        # The largest is left out of the sum, so that a rest of 1e-44 is not lost beside its 1.
        rest = mpf(0)
        for i, power in enumerate(powers):
            if i != top:
                rest += power
        log = log1p(rest)
        references.write(pack(x[top] + log))
        for value, power in zip(x, powers):
            references.write(pack(power / (1 + rest)) + pack((value - x[top]) - log))
