"""Paints folders of photos to train on: clothes of any size, colour and place before scikit-learn's two photos."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter
from sklearn.datasets import load_sample_images

from trainer_core.data import load_dataset

_SHORTEST, _LONGEST = 300, 1_000
_OPAQUE = 6.0
"""Times a garment's shade at which it hides what is behind it, so that its edge stays soft."""

Photo = npt.NDArray[np.float32]


def paint_photos(folder: Path, classes: int, each: int, seed: int = 0) -> None:
    """Write ``each`` JPEGs of so many of Fashion-MNIST's classes into a folder for each class."""
    draw = np.random.default_rng(seed)
    backgrounds = [Image.fromarray(photo) for photo in load_sample_images().images]
    clothes = load_dataset("fashion-mnist", validation_share=0.0, seed=0)
    garments, labels = clothes.train.inputs[:, 0].numpy(), clothes.train.targets.numpy()
    for label in range(classes):
        place = folder / clothes.class_names[label].replace("/", " or ")
        place.mkdir(parents=True)
        for number, row in enumerate(draw.choice(np.flatnonzero(labels == label), each, replace=False)):
            scene = _background(backgrounds, draw)
            _put(garments[row], scene, draw)
            noise = draw.standard_normal(scene.shape, dtype=np.float32) * 6
            lit = scene * np.float32(draw.uniform(0.6, 1.15)) + noise
            picture = Image.fromarray(lit.clip(0, 255).astype(np.uint8))
            picture.save(place / f"{number:05}.jpg", quality=int(draw.integers(70, 96)))


def _background(photos: list[Image.Image], draw: np.random.Generator) -> Photo:
    """A piece of a photo, more or less blurred, of any size: (H, W, 3)."""
    photo = photos[draw.integers(len(photos))]
    share = draw.uniform(0.35, 1.0)
    width, height = int(photo.width * share), int(photo.height * share)
    left, top = draw.integers(photo.width - width + 1), draw.integers(photo.height - height + 1)
    size = (int(draw.integers(_SHORTEST, _LONGEST)), int(draw.integers(_SHORTEST, _LONGEST)))
    piece = photo.crop((left, top, left + width, top + height)).resize(size)
    return np.asarray(piece.filter(ImageFilter.GaussianBlur(float(draw.uniform(0, 4)))), dtype=np.float32).copy()


def _put(garment: npt.NDArray[np.uint8], scene: Photo, draw: np.random.Generator) -> None:
    """Put a garment, (28, 28), somewhere into a scene, turned a little and in any colour."""
    height, width = scene.shape[:2]
    side = int(min(height, width) * draw.uniform(0.55, 0.95))
    large = Image.fromarray(garment).resize((side, side), Image.Resampling.BICUBIC)
    turned = large.rotate(float(draw.uniform(-20, 20)), Image.Resampling.BILINEAR)
    shades = np.asarray(turned, dtype=np.float32)[..., None] / 255
    opaque = (shades * _OPAQUE).clip(0, 1)
    colour = (draw.uniform(60, 255, 3) * draw.uniform(0.6, 1.1)).astype(np.float32)
    top, left = draw.integers(height - side + 1), draw.integers(width - side + 1)
    where = scene[top : top + side, left : left + side]
    where[:] = where * (1 - opaque) + shades * colour * opaque
