#!/usr/bin/env python3
"""Writes axis.json next to it: small tensors of ranks 1 to 5, and what PyTorch computes from them along each axis.

Run by Debian 12's /usr/bin/python3 with python3-torch (1.13). PyTorch's reductions ignore a label of -1, as the cross-entropy is told to.
"""
import json
import pathlib

import torch

SHAPES = [[5], [4, 3], [2, 3, 4], [2, 3, 2, 3], [2, 2, 3, 2, 2], [3, 1, 2]]


def numbers(tensor):
    return ["-Infinity" if x == float("-inf") else x for x in tensor.flatten().tolist()]


def reference(shape, axis, generator):
    logits = (torch.randn(shape, generator=generator, dtype=torch.float64) * 5).to(torch.float32).to(torch.float64)
    if len(shape) > 2:
        # Excluded classes, never all of a position.
        mask = torch.rand(shape, generator=generator) < 0.2
        mask.select(axis, 0)[...] = False
        logits = logits.masked_fill(mask, float("-inf"))
    # One more axis in front, because cross_entropy takes the classes from axis 1.
    classes = torch.movedim(logits, axis, 0)
    positions = classes.reshape(shape[axis], -1)
    # A label is a class that is not excluded, and some are ignored.
    labels = torch.stack([
        torch.multinomial(torch.softmax(positions[:, i] / 3, 0), 1, generator=generator)[0] for i in range(positions.shape[1])
    ])
    ignored = torch.rand(labels.shape, generator=generator) < 0.25
    ignored[0] = False
    labels = labels.masked_fill(ignored, -1)
    loss = torch.nn.functional.cross_entropy(positions.T, labels, ignore_index=-1, reduction="sum")
    return {
        "shape": shape,
        "axis": axis,
        "logits": numbers(logits),
        "softmax": numbers(torch.softmax(logits, axis)),
        "logSoftmax": numbers(torch.log_softmax(logits, axis)),
        "logSumExp": numbers(torch.logsumexp(logits, axis)),
        "labels": labels.tolist(),
        "lossSum": loss.item(),
    }


def main():
    generator = torch.Generator().manual_seed(7)
    # The softmax of one class is refused.
    all_references = [reference(shape, axis, generator) for shape in SHAPES for axis in range(len(shape)) if shape[axis] > 1]
    text = ",\n".join(json.dumps(r) for r in all_references)
    pathlib.Path(__file__).with_name("axis.json").write_text(f"[\n{text}\n]\n")


if __name__ == "__main__":
    main()
