"""Compares screenshots with accepted pictures, and notes the differences for the report."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from studio.testing.kept import file_name

LEVELS = 12
"""By how many of 256 levels a channel may differ before its pixel does: what anti-aliasing moves between machines."""


class PictureError(AssertionError):
    """Something does not look like its accepted picture."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """The accepted pictures of one test, and the folder in which differences are noted."""

    accepted: Path
    report: Path
    test: str
    accept: bool

    def check(self, drawn: QImage, name: str, tolerance: float) -> None:
        """Compare ``drawn`` with the accepted picture ``name``; ``tolerance`` is the part of pixels that may differ.

        Raises `PictureError` if more do, the size is another, or nothing was accepted yet.
        """
        path = self.accepted / f"{name}.png"
        if self.accept:
            self._accept(drawn, path, tolerance)
            return
        if not path.exists():
            self._note(drawn, None, None, name, "no picture has been accepted yet")
            raise PictureError(f"{path} does not exist. Look at what is drawn, and accept it with --studio-accept.")
        expected = QImage(str(path))
        if expected.size() != drawn.size():
            sizes = " and ".join(f"{each.width()} × {each.height()}" for each in (drawn, expected))
            self._note(drawn, expected, None, name, f"the sizes differ: {sizes}")
            raise PictureError(f"{name} and its accepted picture {path} have different sizes: {sizes} pixels.")
        differs = differing(drawn, expected)
        if (part := float(differs.mean())) > tolerance:
            told = f"{part:.2%} of the pixels differ ({tolerance:.2%} may)"
            self._note(drawn, expected, differs, name, told)
            raise PictureError(
                f"{name} does not look like {path}: {told}. See {self.report / 'index.html'}; "
                "if that is intended, accept it with --studio-accept."
            )

    def _accept(self, drawn: QImage, path: Path, tolerance: float) -> None:
        """Keep ``drawn``, unless what was accepted before is the same within ``tolerance``."""
        if path.exists():
            expected = QImage(str(path))
            if expected.size() == drawn.size() and differing(drawn, expected).mean() <= tolerance:
                return
        path.parent.mkdir(parents=True, exist_ok=True)
        drawn.save(str(path))

    def _note(
        self, drawn: QImage, expected: QImage | None, differs: npt.NDArray[np.bool_] | None, name: str, told: str
    ) -> None:
        """Leave pictures and a line for the report; each test has files of its own, so workers do not meet."""
        folder = self.report / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        stem = file_name(f"{self.test}-{name}")
        kinds = {"drawn": drawn, "accepted": expected, "differing": _marked(drawn, differs)}
        for kind, image in kinds.items():
            if image is not None:
                image.save(str(folder / f"{stem}.{kind}.png"))
        made = {kind: f"pictures/{stem}.{kind}.png" for kind, image in kinds.items() if image is not None}
        line = {"test": self.test, "name": name, "told": told, "pictures": made}
        (folder / f"{stem}.json").write_text(json.dumps(line), encoding="utf-8")


def differing(one: QImage, other: QImage) -> npt.NDArray[np.bool_]:
    """Which pixels (H, W) of two pictures of one size differ by more than `LEVELS`."""
    apart = np.abs(_pixels(one).astype(np.int16) - _pixels(other).astype(np.int16))
    return np.asarray(apart.max(axis=2) > LEVELS)


def _pixels(image: QImage) -> npt.NDArray[np.uint8]:
    """(H, W, 3) uint8."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()


def _marked(drawn: QImage, differs: npt.NDArray[np.bool_] | None) -> QImage | None:
    """The picture paled, with the pixels that differ in red."""
    if differs is None:
        return None
    pixels = 255 - (255 - _pixels(drawn)) // 4
    pixels[differs] = (200, 0, 0)
    height, width = differs.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
