"""The figures of `lsemlnet evaluate --logits`, as a script with NumPy and scikit-learn computes them: evaluate.py LOGITS LABELS"""
import sys

import numpy as np
from scipy.special import log_softmax
from sklearn.metrics import accuracy_score, confusion_matrix, log_loss, top_k_accuracy_score

logits = np.load(sys.argv[1])
labels = np.load(sys.argv[2])
classes = np.arange(logits.shape[1])
log_probabilities = log_softmax(logits, axis=1)
probabilities = np.exp(log_probabilities)
predicted = probabilities.argmax(axis=1)
confidence = probabilities.max(axis=1)
right = predicted == labels
print("log-loss", log_loss(labels, probabilities, labels=classes))
print("accuracy", accuracy_score(labels, predicted))
print("top-3 accuracy", top_k_accuracy_score(labels, probabilities, k=3, labels=classes))
print("Brier score", np.mean(np.sum((probabilities - (labels[:, None] == classes)) ** 2, axis=1)))
print("mean entropy", np.mean(-np.sum(probabilities * log_probabilities, axis=1)))
bins = np.clip(np.ceil(confidence * 15).astype(int) - 1, 0, 14)
counts = np.bincount(bins, minlength=15)
gaps = np.abs(np.bincount(bins, right, 15) - np.bincount(bins, confidence, 15))
print("expected calibration error", gaps.sum() / len(labels))
print("maximum calibration error", np.max(gaps[counts > 0] / counts[counts > 0]))
print("most frequent mistake", (confusion_matrix(labels, predicted, labels=classes) * (1 - np.eye(len(classes)))).max())
