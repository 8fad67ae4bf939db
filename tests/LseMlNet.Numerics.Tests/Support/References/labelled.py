#!/usr/bin/env python3
"""Writes labelled.jsonl next to it: what LabelledRow finds, to 70 digits, for rows of references.jsonl and labels of each.

Requires mpmath (Debian: python3-mpmath); costs half a minute. A line describes one row and one label. References are rounded to double.
"""
import json
import pathlib

from mpmath import exp, fsum, log1p, mp, mpf

from references import row

mp.dps = 70

TEMPERATURES = [0.1, 1, 2.5, 1e6]
LENGTHS = [2, 3, 10, 17, 1000, 4999]


def describe(line, x, label):
    temperature = mpf(line["temperature"])
    top = max(range(len(x)), key=lambda i: x[i])
    d = [(mpf(value) - x[top]) / temperature for value in x]
    powers = [exp(value) for value in d]
    odds = fsum(power for i, power in enumerate(powers) if i != top)
    log_sum = log1p(odds)
    p = [power / (1 + odds) for power in powers]
    mean = fsum(a * b for a, b in zip(p, d))
    others = fsum(value for i, value in enumerate(p) if i != label)
    return {
        **{name: line[name] for name in ("type", "temperature", "spread", "kind", "center", "halfWidth", "seed", "length")},
        "label": label,
        "gap": float(-sorted(d)[-2]),
        "loss": float(log_sum - d[label]),
        "oddsAgainst": float(odds),
        "confidence": float(1 / (1 + odds)),
        "entropy": float(log_sum - mean),
        "brierScore": float(fsum(value**2 for i, value in enumerate(p) if i != label) + others**2),
        "slope": float((mean - d[label]) * temperature),
        "slopeScale": float((-mean - d[label]) * temperature),
        "thirdDerivative": float(fsum(a * (b - mean)**3 for a, b in zip(p, d)) * temperature**3),
        "thirdScale": float(fsum(a * -b**3 for a, b in zip(p, d)) * temperature**3),
        "curvature": float(fsum(a * (b - mean)**2 for a, b in zip(p, d)) * temperature**2),
    }


def lines():
    folder = pathlib.Path(__file__).parent
    for line in map(json.loads, open(folder / "references.jsonl")):
        if line["temperature"] in TEMPERATURES and line["length"] in LENGTHS:
            x = row(line["type"], line["center"], line["halfWidth"], line["seed"], line["length"])
            ranked = sorted(range(len(x)), key=lambda i: -x[i])
            for label in sorted({ranked[0], ranked[1], line["length"] // 2}):
                yield describe(line, x, label)


if __name__ == "__main__":
    with open(pathlib.Path(__file__).with_name("labelled.jsonl"), "w", newline="\n") as file:
        for line in lines():
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
