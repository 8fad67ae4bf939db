#!/usr/bin/env python3
"""Writes sigmoid.csv next to it: logits, temperatures, and what mpmath computes from them with 70 digits.

Run by Debian 12's /usr/bin/python3 with python3-mpmath. Each result is given as the nearest double and the nearest double of the rest, so
that a test can tell errors of a thousandth of a unit in the last place.
"""
import pathlib
import random
import struct

import mpmath

mpmath.mp.dps = 70


def parts(value):
    high = float(value)
    return f"{high!r},{float(value - mpmath.mpf(high))!r}"


def main():
    generator = random.Random(20240711)
    lines = ["logit,temperature,sigmoid,rest,logSigmoid,rest"]
    for temperature in (1.0, 0.1, 0.7, 2.5, 100.0):
        for spread in (1e-9, 0.1, 1, 10, 80, 700):
            for _ in range(12):
                x = generator.gauss(0, 1) * spread
                # The logits are floats, so that the same file serves both types.
                x = struct.unpack("f", struct.pack("f", x))[0]
                z = mpmath.mpf(x) / mpmath.mpf(temperature)
                p = 1 / (1 + mpmath.exp(-z))
                log_p = -mpmath.log1p(mpmath.exp(-z))
                lines.append(f"{x!r},{temperature!r},{parts(p)},{parts(log_p)}")
    pathlib.Path(__file__).with_name("sigmoid.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
