"""Computes the tables and constants of Lanes512.cs, Lanes256.cs, Lanes128.cs, FastLogarithm.cs and the exponentials.

Run: python3 table.py. Requires mpmath.
"""
import struct

from mpmath import log, mp, mpf

mp.dps = 60


def single(value):
    return struct.unpack("<f", struct.pack("<f", float(value)))[0]


def bits(value):
    return struct.unpack("<I", struct.pack("<f", float(value)))[0]


for table_bits in (4, 3, 2):
    entries = 1 << table_bits
    exact = [mpf(2) ** (mpf(k) / entries) for k in range(entries)]
    words = [(bits(value) - (k << (23 - table_bits))) & 0xFFFFFFFF for k, value in enumerate(exact)]
    print(entries, "entries:", ", ".join(f"0x{word:08X}" for word in words))
    print("  relative rounding errors:", ", ".join(f"{single(value / single(value) - 1):.8g}" for value in exact))

words = [struct.unpack("<Q", struct.pack("<d", float(mpf(2) ** (mpf(k) / 8))))[0] - (k << 49) for k in range(8)]
print("8 entries, double:", ", ".join(f"0x{word:016X}" for word in words))

high = single(1 / log(2))
print(f"single 1/log 2: {high:.8g}, rounding error {single(1 / log(2) - high):.8g}")

for name, kept in (("single", 12), ("double", 40)):
    step = mpf(2) ** -kept
    high = int(log(2) / step) * step
    print(f"{name} log 2, the first {kept} bits: {float(high)!r}, remainder {float(log(2) - high)!r}")

root = struct.unpack("<q", struct.pack("<d", float(mpf(1) / 2) ** 0.5))[0]
print(f"square root of 1/2: 0x{root:016X}; for 16 intervals up to the square root of 2, the reciprocal and the logarithm of the midpoint")
worst = 0
for k in range(16):
    ends = [mpf(struct.unpack("<d", struct.pack("<q", root + (j << 48)))[0]) for j in (k, k + 1)]
    reciprocal = float(2 / sum(ends))
    worst = max([worst] + [abs(end * reciprocal - 1) for end in ends])
    print(f"  {reciprocal!r}, {float(-log(mpf(reciprocal)))!r}")
print("  largest relative distance from a midpoint to an end:", float(worst))
