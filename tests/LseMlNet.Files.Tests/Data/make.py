#!/usr/bin/env python3
"""Writes the files of this folder with NumPy. Run it again to add one: python3 make.py"""
import os
import numpy as np

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROWS, CLASSES = 7, 3
# Every value is exact in half precision, so all files hold the same numbers.
LOGITS = ((np.arange(ROWS * CLASSES) * 37 % 64) / 4 - 8).reshape(ROWS, CLASSES)
LABELS = np.array([0, 2, 1, 1, 0, 2, 2])
TENSOR = np.arange(4 * 2 * 3 * 2, dtype=np.float32).reshape(4, 2, 3, 2)


def write(name, array, version=None):
    with open(os.path.join(FOLDER, name), "wb") as file:
        np.lib.format.write_array(file, array, version=version, allow_pickle=False)


for kind in ("f2", "f4", "f8"):
    for order, endian in (("<", "little"), (">", "big")):
        for fortran in (False, True):
            array = LOGITS.astype(order + kind)
            write(f"logits-{kind}-{endian}-{'fortran' if fortran else 'c'}.npy", np.asfortranarray(array) if fortran else array, (1, 0))

write("logits-version-2.npy", LOGITS.astype("<f4"), (2, 0))
write("logits-version-3.npy", LOGITS.astype("<f4"), (3, 0))
write("tensor-c.npy", TENSOR)
write("tensor-fortran.npy", np.asfortranarray(TENSOR))
for kind in ("i1", "u1", "<i2", ">u2", "<i4", ">i4", "<i8", ">i8", "<u8"):
    write(f"labels-{kind.replace('<', 'little-').replace('>', 'big-')}.npy", LABELS.astype(kind))
write("labels-column.npy", LABELS.reshape(ROWS, 1))
np.savez(os.path.join(FOLDER, "arrays.npz"), logits=LOGITS.astype("<f4"), labels=LABELS, names=np.array([1, 2, 3]))
np.savez_compressed(os.path.join(FOLDER, "compressed.npz"), logits=np.asfortranarray(LOGITS), labels=LABELS)
np.savetxt(os.path.join(FOLDER, "savetxt.csv"), LOGITS)
np.savetxt(os.path.join(FOLDER, "savetxt-comma.csv"), LOGITS, delimiter=",", fmt="%.6g", header="cat,dog,fox", comments="")

# What is not a file of logits.
write("bad-complex.npy", LOGITS.astype("c8"))
write("bad-structured.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
write("bad-scalar.npy", np.float32(1))
