"""Writes an animated GIF or WebP, which loops, from frames that are PNG files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from trainer_core.errors import DataError
from trainer_core.files.atomic import atomic_write

MOST_FRAMES = 200
LAST_MS = 2_000
"""How long the last frame stands before the picture begins anew."""
_COLOURS, _QUALITY = 128, 80


def write_film(frames: Sequence[bytes], path: Path, frame_ms: int) -> int:
    """Write ``frames``, each the bytes of a PNG and all of one size, to ``path``; returns its size in bytes.

    The name's ending, ``.gif`` or ``.webp``, says which it is. Each frame stands ``frame_ms`` milliseconds.

    Raises `DataError` if there is no frame, the ending is another, or the file cannot be written.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in ("gif", "webp") or not frames:
        raise DataError(
            "no-film",
            "{path} cannot be written: an animation needs at least one frame, and its "
            "file name must end in .gif or .webp.",
            path=str(path),
        )
    pictures = [_coloured(frame, kind) for frame in frames]
    times = [frame_ms] * (len(pictures) - 1) + [LAST_MS]
    how = {"optimize": False, "disposal": 1} if kind == "gif" else {"quality": _QUALITY, "method": 4}
    whole = io.BytesIO()
    pictures[0].save(
        whole,
        kind.upper(),
        save_all=True,
        append_images=pictures[1:],
        duration=times,
        loop=0,
        **how,
    )
    with atomic_write(path, error=DataError) as file:
        file.write(whole.getbuffer())
    return whole.tell()


def _coloured(frame: bytes, kind: str) -> Image.Image:
    """A frame in the colours that the format has; those of a GIF are chosen for it, without a pattern of dots."""
    picture = Image.open(io.BytesIO(frame)).convert("RGB")
    return picture.quantize(_COLOURS, dither=Image.Dither.NONE) if kind == "gif" else picture
