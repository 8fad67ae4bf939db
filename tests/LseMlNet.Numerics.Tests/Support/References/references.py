#!/usr/bin/env python3
"""Writes references.jsonl next to it: what the operations give for generated rows at several temperatures, to 70 digits.

Requires mpmath (Debian: python3-mpmath); costs a minute. A line describes one row. The row itself is not stored: ReferenceRow.cs makes the
same numbers from the same seed. A reference is stored as two numbers, [truncated, fraction]: the reference rounded towards 0 to the type,
and what the rounding cut off, in units in the last place. So an error in ulp is |(actual - truncated) / unit - fraction|.
"""
import json
import pathlib
import struct

from mpmath import exp, floor, frexp, fsum, ldexp, log1p, mp, mpf

mp.dps = 70

TEMPERATURES = [0.1, 0.7, 1, 1.3, 2.5, 100]
SPREADS = [1, 10, 100, 1000]
# Temperatures and spreads at the ends of what is supported.
EXTREMES = {
    "float": [(1e-6, 1e-5), (1e-6, 1), (1e6, 1), (1e6, 1e7), (1e6, 1.5e38), (1, 1.5e38)],
    "double": [(1e-6, 1e-5), (1e-6, 1), (1e6, 1), (1e6, 1e7), (1e6, 8e307), (1, 8e307)],
}
LENGTHS = [2, 3, 7, 10, 17, 33, 100, 1000, 4999]
PRECISION = {"float": (24, -149), "double": (53, -1074)}
MASK = (1 << 64) - 1


def uniform(seed, count):
    """SplitMix64 (Steele, Lea and Flood 2014), as numbers in [0, 1)."""
    state = seed
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield ((z ^ (z >> 31)) >> 11) * 2.0**-53


def row(element, center, half_width, seed, length):
    """Doubles, rounded to the type. Every operation here is also one operation in C#, so the results have the same bits."""
    values = [center + half_width * (2 * u - 1) for u in uniform(seed, length)]
    return [struct.unpack("f", struct.pack("f", x))[0] for x in values] if element == "float" else values


def stored(element, value):
    precision, lowest = PRECISION[element]
    if value == 0:
        return [0, 0]
    unit = max(int(frexp(value)[1]) - precision, lowest)
    whole = floor(ldexp(abs(value), -unit))
    truncated = float(ldexp(whole, unit)) * (1 if value > 0 else -1)
    fraction = round(float(ldexp(abs(value), -unit) - whole), 4)
    return [float(f"{truncated:.9g}") if element == "float" else truncated, fraction]


def sampled(x):
    """The indices whose results are stored: all in a short row, otherwise the largest three, the smallest and three others."""
    if len(x) <= 10:
        return list(range(len(x)))
    order = sorted(range(len(x)), key=lambda i: -x[i])
    return sorted({*order[:3], order[-1], len(x) // 2, len(x) - 2, len(x) - 1})


def log_sum_exp(x, temperature):
    top = max(range(len(x)), key=lambda i: x[i])
    rest = fsum(exp((mpf(value) - x[top]) / temperature) for i, value in enumerate(x) if i != top)
    return mpf(x[top]) / temperature, log1p(rest)


def describe(element, temperature, spread, kind, center, half_width, seed, length):
    x = row(element, center, half_width, seed, length)
    exact = mpf(temperature)
    maximum, log_sum = log_sum_exp(x, exact)
    logs = [mpf(value) / exact - maximum - log_sum for value in x]
    powers = [exp(value) for value in logs]
    first, second = sorted(x, reverse=True)[:2]
    indices = sampled(x)
    return {
        "type": element, "temperature": temperature, "spread": spread, "kind": kind,
        "center": center, "halfWidth": half_width, "seed": seed, "length": length,
        "logSumExp": stored(element, maximum + log_sum),
        "entropy": stored(element, fsum(-p * log for p, log in zip(powers, logs))),
        "margin": stored(element, (mpf(first) - second) / exact),
        "indices": indices,
        "softmax": [stored(element, powers[i]) for i in indices],
        "logSoftmax": [stored(element, logs[i]) for i in indices],
    }


def rows(element):
    seed = 0
    for temperature in TEMPERATURES:
        for spread in SPREADS:
            near = min(float(spread), 15.0 * temperature)
            for length in LENGTHS:
                seed += 2
                sign = 1 if seed % 4 == 0 else -1
                # Logits between -spread and spread.
                yield describe(element, temperature, spread, "wide", 0.0, float(spread), seed, length)
                # Logits at the border of the spread, as close together as the temperature asks for. Many results are far from 0.
                if near < spread:
                    yield describe(element, temperature, spread, "near", sign * (spread - near), near, seed, length)
                # Rows whose maximum and logarithm cancel.
                if spread <= 10 and length <= 100:
                    maximum, log_sum = log_sum_exp(row(element, 0.0, near, seed, length), mpf(temperature))
                    center = float(-temperature * (maximum + log_sum))
                    yield describe(element, temperature, spread, "cancelling", center, near, seed, length)
    for temperature, spread in EXTREMES[element]:
        for length in LENGTHS[::2]:
            seed += 2
            yield describe(element, temperature, spread, "wide", 0.0, float(spread), seed, length)


if __name__ == "__main__":
    with open(pathlib.Path(__file__).with_name("references.jsonl"), "w", newline="\n") as file:
        for element in PRECISION:
            for line in rows(element):
                file.write(json.dumps(line, separators=(",", ":")) + "\n")
