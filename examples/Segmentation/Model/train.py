#!/usr/bin/env python3
"""Trains the example's segmentation network on scenes composed of Fashion-MNIST garments, and writes what is made from them.

In the example's folder, or the folder that --output names:
  Model/scenes.onnx     pixels in, logits [classes, height, width] out; the softmax is left to the caller
  Model/labels.txt      the class names, one per line, in the order of the logits
  Model/metrics.json    the figures that MODEL_CARD.md quotes
  Scenes/*.png          the first held-out scenes
  Scenes/Masks/*.png    the class of each of their pixels, as a gray value

Needs PyTorch, NumPy, SciPy, Pillow and onnx; on Debian:
python3-torch python3-scipy python3-pil python3-onnx dataset-fashion-mnist.
"""

import argparse
import gzip
import json
import struct
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper
import torch
from PIL import Image
from scipy import ndimage
from torch import nn
from torch.nn import functional

# The network learns the background and the ten labels of the data: T-shirt/top, Trouser, Pullover, Dress, Coat, Sandal, Shirt, Sneaker,
# Bag, Ankle boot. It answers with groups of them, because shirts and coats, for example, look alike at this size.
GROUPS = {"Background": [0], "Top or dress": [1, 3, 4, 5, 7], "Trousers": [2], "Shoe": [6, 8, 10], "Bag": [9]}
CLASS_NAMES = list(GROUPS)
LABEL_COUNT = 11
SIZE = 96
GARMENTS = (3, 6)          # garments in a scene, the second number excluded
GARMENT_SIZE = (28, 45)    # their side in pixels, the second number excluded
HELD_OUT_COUNT = 1_000
SHIPPED_COUNT = 12
HELD_OUT_SEED = 1
PEAK_LEARNING_RATE = 4e-3
OPSET = 13
EXAMPLE_FOLDER = Path(__file__).resolve().parents[1]


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="Train the segmentation network; write the model and the shipped scenes.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("/usr/share/datasets/fashion-mnist"),
                        help="folder with the four Fashion-MNIST *-ubyte.gz files")
    parser.add_argument("--output", type=Path, default=EXAMPLE_FOLDER,
                        help="folder in which the folders Model and Scenes are written")
    parser.add_argument("--steps", type=int, default=1500, help="training steps")
    parser.add_argument("--batch-size", type=int, default=16, help="scenes per training step")
    parser.add_argument("--seed", type=int, default=0, help="seed of every random choice of the training")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads; the weights depend on it")
    return parser.parse_args()


def read_idx(path):
    """Reads a gzipped IDX file of unsigned bytes of any rank."""
    content = gzip.decompress(path.read_bytes())
    zero, element_type, rank = struct.unpack_from(">HBB", content)
    if (zero, element_type) != (0, 0x08):
        raise ValueError(f"{path} is not an IDX file of unsigned bytes")
    shape = struct.unpack_from(f">{rank}I", content, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


class SceneComposer:
    """Puts garments on a dark, blurred background. A garment hides what was put down before it."""

    def __init__(self, pixels, labels, seed):
        self.pixels, self.labels = pixels, labels
        self.random = np.random.default_rng(seed)

    def background(self):
        brightness = self.random.uniform(15, 85, (1, 1, 4, 4)) + self.random.uniform(-20, 20, (1, 3, 4, 4))
        corners = torch.from_numpy(brightness.astype(np.float32))
        return functional.interpolate(corners, size=(SIZE, SIZE), mode="bicubic", align_corners=True)[0].numpy()

    def garment(self):
        """The gray values of a random garment, the part of each pixel that it covers, and its label."""
        index = self.random.integers(len(self.pixels))
        gray = self.pixels[index]
        # A garment has black parts, such as a dark print. They belong to it if it surrounds them.
        covered = ndimage.binary_fill_holes(gray > 8)
        planes = np.stack([gray, covered * 255.0]).astype(np.float32)
        if self.random.random() < 0.5:
            planes = planes[:, :, ::-1].copy()
        side = int(self.random.integers(*GARMENT_SIZE))
        planes = functional.interpolate(torch.from_numpy(planes)[None], size=(side, side), mode="bilinear", align_corners=False)[0]
        return planes[0].numpy(), planes[1].numpy() / 255, int(self.labels[index])

    def scene(self):
        """A picture, [3, SIZE, SIZE] of bytes, and the label of each of its pixels; 0 is the background."""
        picture = self.background()
        mask = np.zeros((SIZE, SIZE), np.uint8)
        for _ in range(self.random.integers(*GARMENTS)):
            gray, coverage, label = self.garment()
            side = len(gray)
            row, column = self.random.integers(0, SIZE - side + 1, 2)
            tint = self.random.uniform(0.5, 1, (3, 1, 1)).astype(np.float32)
            area = picture[:, row:row + side, column:column + side]
            area += coverage * (tint * (60 + 0.76 * gray) - area)
            mask[row:row + side, column:column + side][coverage >= 0.5] = label + 1
        return np.clip(np.rint(picture), 0, 255).astype(np.uint8), mask

    def scenes(self, count):
        pictures, masks = zip(*(self.scene() for _ in range(count)))
        return torch.from_numpy(np.stack(pictures)).float(), torch.from_numpy(np.stack(masks)).long()


class SceneSegmenter(nn.Module):
    """A small U-net of five resolutions. Takes colors from 0 to 255, returns a logit for each label and pixel."""

    WIDTHS = [8, 16, 32, 48, 64]

    def __init__(self):
        super().__init__()
        widths = self.WIDTHS
        self.down = nn.ModuleList(self.block(before, after) for before, after in zip([3] + widths, widths))
        self.up = nn.ModuleList(self.block(below + beside, beside)
                                for below, beside in zip(widths[:0:-1], widths[-2::-1]))
        self.head = nn.Conv2d(widths[0], LABEL_COUNT, 1)

    @staticmethod
    def block(channels_in, channels_out):
        # No bias: the batch normalization that follows would subtract it again.
        layers = []
        for channels in (channels_in, channels_out):
            layers += [nn.Conv2d(channels, channels_out, 3, padding=1, bias=False), nn.BatchNorm2d(channels_out), nn.ReLU()]
        return nn.Sequential(*layers)

    def forward(self, image):
        features = (image - 90) / 60
        skipped = []
        for level, block in enumerate(self.down):
            features = block(functional.max_pool2d(features, 2) if level > 0 else features)
            skipped.append(features)
        skipped.pop()
        for block in self.up:
            features = functional.interpolate(features, scale_factor=2.0, mode="nearest")
            features = block(torch.cat([features, skipped.pop()], 1))
        return self.head(features)


def train(model, composer, options):
    optimizer = torch.optim.AdamW(model.parameters(), PEAK_LEARNING_RATE, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK_LEARNING_RATE, total_steps=options.steps)
    model.train()
    total_loss = 0.0
    for step in range(1, options.steps + 1):
        pictures, masks = composer.scenes(options.batch_size)
        pictures = pictures.to(memory_format=torch.channels_last)
        loss = functional.cross_entropy(model(pictures), masks)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        total_loss += loss.item()
        if step % 50 == 0:
            print(f"step {step:4}  training loss {total_loss / 50:.4f}", flush=True)
            total_loss = 0.0


def group_masks(masks):
    """Replaces labels by the classes to which they belong."""
    class_of_label = torch.empty(LABEL_COUNT, dtype=torch.int64)
    for index, members in enumerate(GROUPS.values()):
        class_of_label[members] = index
    return class_of_label[masks]


def group_logits(logits):
    """The probability of a class is the sum over its labels, so its logit is their log-sum-exp."""
    return torch.stack([logits[:, members].logsumexp(1) for members in GROUPS.values()], 1)


def append_groups(exported):
    """Adds nodes that compute group_logits to the model."""
    graph = exported.graph
    grouped = []
    for index, members in enumerate(GROUPS.values()):
        graph.initializer.append(onnx.numpy_helper.from_array(np.int64(members), f"members{index}"))
        graph.node.append(onnx.helper.make_node("Gather", ["label_logits", f"members{index}"], [f"label_logits{index}"], axis=1))
        graph.node.append(onnx.helper.make_node("ReduceLogSumExp", [f"label_logits{index}"], [f"logit{index}"], axes=[1], keepdims=1))
        grouped.append(f"logit{index}")
    graph.node.append(onnx.helper.make_node("Concat", grouped, ["logits"], axis=1))
    del graph.output[:]
    graph.output.append(onnx.helper.make_tensor_value_info(
        "logits", onnx.TensorProto.FLOAT, ["batch", len(CLASS_NAMES), SIZE, SIZE]))


@torch.no_grad()
def predict(model, pictures):
    model.eval()
    return torch.cat([model(batch) for batch in pictures.split(50)])


def measure(logits, masks):
    """The share of pixels that are right, intersection over union for each class, their mean, and the mean loss in nats."""
    choice = logits.argmax(1)
    union_of = {}
    for label, name in enumerate(CLASS_NAMES):
        predicted, actual = choice == label, masks == label
        union = (predicted | actual).sum().item()
        if union > 0:
            union_of[name] = (predicted & actual).sum().item() / union
    return {"pixel_accuracy": (choice == masks).double().mean().item(),
            "mean_iou": sum(union_of.values()) / len(union_of),
            "mean_nll": functional.cross_entropy(logits, masks).item(),
            "iou_by_class": union_of}


def export(model, path, metadata):
    """Writes the ONNX file. In evaluation mode the exporter folds each batch normalization into its convolution."""
    model.eval()
    torch.onnx.export(model, torch.zeros(1, 3, SIZE, SIZE), str(path), opset_version=OPSET,
                      input_names=["image"], output_names=["label_logits"],
                      dynamic_axes={"image": {0: "batch"}, "label_logits": {0: "batch"}})
    complete(onnx.load(str(path)), path, metadata)


def complete(exported, path, metadata):
    """Groups the labels, and describes the model in its file."""
    append_groups(exported)
    exported.producer_name = "LseMlNet examples/Segmentation/Model/train.py"
    exported.producer_version = f"PyTorch {torch.__version__}"
    exported.model_version = 1
    exported.doc_string = ("Finds garments in pictures of 96x96 pixels. Gives a logit for each class and pixel: apply softmax along "
                           "the axis of the classes to get probabilities. For demonstration only.")
    exported.graph.name = "scenes"
    exported.graph.input[0].doc_string = "Red, green and blue from 0 to 255, float32, not normalized."
    exported.graph.output[0].doc_string = "[batch, class, row, column]: unnormalized log-probabilities, float32."
    onnx.helper.set_model_props(exported, metadata)
    onnx.checker.check_model(exported, full_check=True)
    onnx.save(exported, str(path))


def write_scenes(folder, pictures, masks):
    (folder / "Masks").mkdir(parents=True, exist_ok=True)
    for number, (picture, mask) in enumerate(zip(pictures, masks), start=1):
        name = f"scene-{number:02}.png"
        Image.fromarray(picture.byte().permute(1, 2, 0).numpy()).save(folder / name, optimize=True)
        Image.fromarray(mask.byte().numpy()).save(folder / "Masks" / name, optimize=True)


def main():
    options = parse_arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    model_folder, scene_folder = options.output / "Model", options.output / "Scenes"
    model_folder.mkdir(parents=True, exist_ok=True)

    train_pixels, train_labels, test_pixels, test_labels = (
        read_idx(options.data / name) for name in ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
                                                   "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"))
    pictures, masks = SceneComposer(test_pixels, test_labels, HELD_OUT_SEED).scenes(HELD_OUT_COUNT)
    write_scenes(scene_folder, pictures[:SHIPPED_COUNT], group_masks(masks[:SHIPPED_COUNT]))
    (model_folder / "labels.txt").write_text("".join(f"{name}\n" for name in CLASS_NAMES), "utf-8")

    model = SceneSegmenter().to(memory_format=torch.channels_last)
    train(model, SceneComposer(train_pixels, train_labels, options.seed + 2), options)

    logits, masks = group_logits(predict(model, pictures)), group_masks(masks)
    metrics = {
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "training_scenes": options.steps * options.batch_size,
        "held_out": measure(logits, masks),
        "shipped": measure(logits[:SHIPPED_COUNT], masks[:SHIPPED_COUNT]),
    }
    model_path = model_folder / "scenes.onnx"
    export(model, model_path, {
        "data": "Fashion-MNIST, Zalando Research, arXiv:1708.07747",
        "data_licence": "MIT, Copyright (c) 2017 Zalando SE",
        "licence": "MIT",
        "held_out_mean_iou": f"{metrics['held_out']['mean_iou']:.4f}",
        "class_names": json.dumps(CLASS_NAMES),
    })
    metrics["model_file_bytes"] = model_path.stat().st_size
    rounded = json.loads(json.dumps(metrics), parse_float=lambda number: round(float(number), 4))
    text = json.dumps(rounded, indent=2)
    (model_folder / "metrics.json").write_text(text + "\n", "utf-8")
    print(text)


if __name__ == "__main__":
    main()
