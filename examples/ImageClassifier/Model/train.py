#!/usr/bin/env python3
"""Trains the example's garment classifier on Fashion-MNIST and writes every file that is made from that data.

In the example's folder, or the folder that --output names:
  Model/fashion.onnx    raw pixels in, logits out; the softmax is left to the caller
  Model/labels.txt      the class names, one per line, in the order of the logits
  Model/metrics.json    the figures that MODEL_CARD.md quotes
  Pictures/*.png        two test pictures of each class
In the folder where the program lsemlnet expects its held-out data, or the folder that --held-out names:
  *.gz                  the last 5,000 test pictures with their labels, in IDX format

Needs PyTorch, NumPy and onnx; on Debian: python3-torch python3-onnx dataset-fashion-mnist.
"""

import argparse
import copy
import gzip
import json
import re
import struct
import zlib
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional

CLASS_NAMES = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
               "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
VALIDATION_COUNT = 5_000
HELD_OUT_COUNT = 5_000
PICTURES_PER_CLASS = 2
EXAMPLE_FOLDER = Path(__file__).resolve().parents[1]
HELD_OUT_FOLDER = EXAMPLE_FOLDER.parents[1] / "src" / "LseMlNet.Cli" / "Evaluate" / "HeldOut"
MAX_SHIFT = 2
PEAK_LEARNING_RATE = 0.1
OPSET = 13


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="Train the garment classifier; write the model, the sample pictures and the held-out set.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("/usr/share/datasets/fashion-mnist"),
                        help="folder with the four Fashion-MNIST *-ubyte.gz files")
    parser.add_argument("--output", type=Path, default=EXAMPLE_FOLDER,
                        help="folder in which the folders Model and Pictures are written")
    parser.add_argument("--held-out", type=Path, default=HELD_OUT_FOLDER,
                        help="folder in which the held-out pictures and labels are written")
    parser.add_argument("--epochs", type=int, default=20, help="passes over the training pictures")
    parser.add_argument("--batch-size", type=int, default=128, help="pictures per training step")
    parser.add_argument("--seed", type=int, default=20170828, help="seed of every random choice")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads; the weights depend on it")
    return parser.parse_args()


def read_idx(path):
    """Reads a gzipped IDX file of unsigned bytes of any rank."""
    content = gzip.decompress(path.read_bytes())
    zero, element_type, rank = struct.unpack_from(">HBB", content)
    if (zero, element_type) != (0, 0x08):
        raise ValueError(f"{path} is not an IDX file of unsigned bytes")
    shape = struct.unpack_from(f">{rank}I", content, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


def write_idx(path, array):
    """Writes what read_idx reads. The gzip header holds no time and no name, so that equal data make equal bytes."""
    header = struct.pack(f">HBB{array.ndim}I", 0, 0x08, array.ndim, *array.shape)
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as archive:
        archive.write(header + array.tobytes())


def write_gray_png(path, picture):
    """Writes an 8-bit grayscale PNG; the simplest form of the format needs no library."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    height, width = picture.shape
    unfiltered_rows = b"".join(b"\0" + row.tobytes() for row in picture)
    path.write_bytes(b"\x89PNG\r\n\x1a\n"
                     + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(unfiltered_rows, 9))
                     + chunk(b"IEND", b""))


class GarmentClassifier(nn.Module):
    """Six 3x3 convolutions at three resolutions, then a linear layer. Takes pixels from 0 to 255, returns logits."""

    def __init__(self, pixel_mean, pixel_deviation):
        super().__init__()
        self.register_buffer("pixel_mean", torch.tensor(pixel_mean))
        self.register_buffer("pixel_deviation", torch.tensor(pixel_deviation))
        self.features = nn.Sequential(
            *self.block(1, 16), *self.block(16, 16), nn.MaxPool2d(2),
            *self.block(16, 32), *self.block(32, 32), nn.MaxPool2d(2),
            *self.block(32, 64), *self.block(64, 128), nn.AdaptiveAvgPool2d(1))
        self.classifier = nn.Linear(128, len(CLASS_NAMES))

    @staticmethod
    def block(channels_in, channels_out):
        # No bias: the batch normalization that follows would subtract it again.
        return (nn.Conv2d(channels_in, channels_out, 3, padding=1, bias=False),
                nn.BatchNorm2d(channels_out), nn.ReLU())

    def forward(self, image):
        # Mean and deviation are in pixel units, so they include the usual division by 255.
        normalised = (image - self.pixel_mean) / self.pixel_deviation
        return self.classifier(torch.flatten(self.features(normalised), 1))


def augment(images):
    """Mirrors half of the pictures and shifts each by up to MAX_SHIFT pixels. The background is black, so it pads with 0."""
    count, _, height, width = images.shape
    mirrored = torch.where(torch.rand(count, 1, 1, 1) < 0.5, images.flip(3), images)
    padded = functional.pad(mirrored, [MAX_SHIFT] * 4)
    windows = padded.unfold(2, height, 1).unfold(3, width, 1)
    row, column = torch.randint(0, 2 * MAX_SHIFT + 1, (2, count))
    return windows[torch.arange(count), :, row, column]


def to_tensors(images, labels):
    return torch.tensor(images, dtype=torch.float32).unsqueeze(1), torch.tensor(labels, dtype=torch.int64)


@torch.no_grad()
def predict(model, images):
    model.eval()
    return torch.cat([model(batch) for batch in images.split(1_000)])


def measure(logits, labels):
    """Accuracy, mean negative log-likelihood (in nats) and mean probability of the class chosen."""
    confidence, choice = logits.double().softmax(1).max(1)
    return {"accuracy": (choice == labels).double().mean().item(),
            "mean_nll": functional.cross_entropy(logits.double(), labels).item(),
            "mean_confidence": confidence.mean().item()}


def train(model, images, labels, validation_images, validation_labels, options):
    """Trains in place, restores the weights of the epoch with the smallest validation loss, and returns that epoch."""
    steps = options.epochs * -(-len(images) // options.batch_size)
    optimizer = torch.optim.SGD(model.parameters(), PEAK_LEARNING_RATE,
                                momentum=0.9, nesterov=True, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK_LEARNING_RATE, total_steps=steps)
    best_loss, best_epoch, best_weights = float("inf"), 0, None
    for epoch in range(1, options.epochs + 1):
        total_loss = 0.0
        model.train()
        for batch in torch.randperm(len(images)).split(options.batch_size):
            loss = functional.cross_entropy(model(augment(images[batch])), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total_loss += loss.item() * len(batch)
        validation = measure(predict(model, validation_images), validation_labels)
        print(f"epoch {epoch:2}  training loss {total_loss / len(images):.4f}"
              f"  validation loss {validation['mean_nll']:.4f} accuracy {validation['accuracy']:.4f}", flush=True)
        # Compare losses, not accuracies: the example shows probabilities, and the loss measures how good those are.
        if validation["mean_nll"] < best_loss:
            best_loss, best_epoch, best_weights = validation["mean_nll"], epoch, copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return best_epoch


def export(model, path, metadata):
    """Writes the ONNX file. In evaluation mode the exporter folds each batch normalization into its convolution."""
    model.eval()
    torch.onnx.export(model, torch.zeros(1, 1, 28, 28), str(path), opset_version=OPSET,
                      input_names=["image"], output_names=["logits"],
                      dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}})
    exported = onnx.load(str(path))
    exported.producer_name = "LseMlNet examples/ImageClassifier/Model/train.py"
    exported.producer_version = f"PyTorch {torch.__version__}"
    exported.model_version = 1
    exported.doc_string = ("Garment classifier for 28x28 gray pictures, light garment on black. "
                           "Gives logits: apply softmax to get probabilities. For demonstration only.")
    exported.graph.name = "fashion"
    exported.graph.input[0].doc_string = "Gray pixels from 0 (black) to 255 (white), float32, not normalised."
    exported.graph.output[0].doc_string = "One logit (unnormalised log-probability) per class, float32."
    onnx.helper.set_model_props(exported, metadata)
    onnx.checker.check_model(exported, full_check=True)
    onnx.save(exported, str(path))


def compare_with_reference(model, path, images):
    try:
        from onnx.reference import ReferenceEvaluator
    except ImportError:
        print(f"comparison with onnx.reference skipped: onnx {onnx.__version__} does not have it; 1.13 does")
        return
    expected = predict(model, images).numpy()
    actual, = ReferenceEvaluator(str(path)).run(["logits"], {"image": images.numpy()})
    np.testing.assert_allclose(actual, expected, rtol=1e-3, atol=1e-3)
    print(f"onnx.reference agrees; greatest difference {np.abs(actual - expected).max():.1e}")


def write_pictures(folder, images, labels):
    """Writes the first pictures of each class, chosen only by position, not by how well the model does on them."""
    for label, name in enumerate(CLASS_NAMES):
        slug = re.sub("[^a-z]+", "-", name.lower())
        for number, index in enumerate(np.flatnonzero(labels == label)[:PICTURES_PER_CLASS], start=1):
            write_gray_png(folder / f"{slug}-{number}.png", images[index])


def main():
    options = parse_arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    model_folder, picture_folder = (options.output / name for name in ("Model", "Pictures"))
    for folder in (model_folder, picture_folder, options.held_out):
        folder.mkdir(parents=True, exist_ok=True)

    train_pixels, train_labels, test_pixels, test_labels = (
        read_idx(options.data / name) for name in ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
                                                   "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"))
    images, labels = to_tensors(train_pixels[:-VALIDATION_COUNT], train_labels[:-VALIDATION_COUNT])
    validation = to_tensors(train_pixels[-VALIDATION_COUNT:], train_labels[-VALIDATION_COUNT:])
    test_images, test_targets = to_tensors(test_pixels, test_labels)

    write_pictures(picture_folder, test_pixels[:-HELD_OUT_COUNT], test_labels[:-HELD_OUT_COUNT])
    write_idx(options.held_out / "images-idx3-ubyte.gz", test_pixels[-HELD_OUT_COUNT:])
    write_idx(options.held_out / "labels-idx1-ubyte.gz", test_labels[-HELD_OUT_COUNT:])
    (model_folder / "labels.txt").write_text("".join(f"{name}\n" for name in CLASS_NAMES), "utf-8")

    model = GarmentClassifier(images.mean().item(), images.std().item())
    epoch = train(model, images, labels, *validation, options)

    logits = predict(model, test_images)
    correct = logits.argmax(1) == test_targets
    metrics = {
        "epoch_chosen": epoch,
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "validation": measure(predict(model, validation[0]), validation[1]),
        "test": measure(logits, test_targets),
        "held_out": measure(logits[-HELD_OUT_COUNT:], test_targets[-HELD_OUT_COUNT:]),
        "test_accuracy_by_class": {name: correct[test_targets == label].double().mean().item()
                                   for label, name in enumerate(CLASS_NAMES)},
    }
    model_path = model_folder / "fashion.onnx"
    export(model, model_path, {
        "data": "Fashion-MNIST, Zalando Research, arXiv:1708.07747",
        "data_licence": "MIT, Copyright (c) 2017 Zalando SE",
        "licence": "MIT",
        "test_accuracy": f"{metrics['test']['accuracy']:.4f}",
        "class_names": json.dumps(CLASS_NAMES),
    })
    compare_with_reference(model, model_path, test_images[:100])
    metrics["model_file_bytes"] = model_path.stat().st_size
    rounded = json.loads(json.dumps(metrics), parse_float=lambda number: round(float(number), 4))
    text = json.dumps(rounded, indent=2)
    (model_folder / "metrics.json").write_text(text + "\n", "utf-8")
    print(text)


if __name__ == "__main__":
    main()
