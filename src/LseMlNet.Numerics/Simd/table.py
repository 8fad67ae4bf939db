"""Makes the table and the constants of Lanes512.cs, Lanes256.cs and the exponentials. Run: python3 table.py (needs mpmath)."""
import struct

from mpmath import log, mp, mpf

mp.dps = 60


def single(value):
    return struct.unpack("<f", struct.pack("<f", float(value)))[0]


def bits(value):
    return struct.unpack("<I", struct.pack("<f", float(value)))[0]


for table_bits in (4, 3):
    entries = 1 << table_bits
    words = [(bits(mpf(2) ** (mpf(k) / entries)) - (k << (23 - table_bits))) & 0xFFFFFFFF for k in range(entries)]
    print(entries, "entries:", ", ".join(f"0x{word:08X}" for word in words))
    exact = [mpf(2) ** (mpf(k) / entries) for k in range(entries)]
    print("  what their rounding left:", ", ".join(f"{single(value / single(value) - 1):.8g}" for value in exact))

words = [struct.unpack("<Q", struct.pack("<d", float(mpf(2) ** (mpf(k) / 8))))[0] - (k << 49) for k in range(8)]
print("8 entries, double:", ", ".join(f"0x{word:016X}" for word in words))

for table_bits in (4, 3, 0):
    step = log(2) / (1 << table_bits)
    high = single(step)
    print("single, table bits", table_bits, "1/step", single(1 / step), "high", high, "low", single(step - high))

high = float(log(2))
print("double 1/step", float(1 / log(2)), "high", high, "low", float(log(2) - high))
