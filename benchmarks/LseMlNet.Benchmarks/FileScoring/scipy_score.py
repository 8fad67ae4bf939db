"""What a Python user writes: scipy_score.py IN.npy OUT.npy"""
import sys

import numpy
import scipy.special

numpy.save(sys.argv[2], scipy.special.softmax(numpy.load(sys.argv[1]), axis=1))
