"""A publisher of data on this machine, with broken connections on demand, and a cache folder a test."""

from __future__ import annotations

import gzip
import hashlib
import re
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
import torch

from trainer_core.data import Examples
from trainer_core.data.idx import read_checked


class Publisher:
    """Serves ``files`` by name; ``cut_after`` breaks the next answer after so many bytes."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.cut_after: int | None = None
        self.resumes = True
        self.ranges: list[str | None] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                publisher.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Keep the tests' output quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("Range")
        self.ranges.append(wanted)
        content = self.files.get(request.path.rsplit("/", 1)[-1])
        if content is None:
            request.send_error(404)
            return
        start = int(re.fullmatch(r"bytes=(\d+)-", wanted).group(1)) if wanted and self.resumes else 0
        if start and start >= len(content):
            request.send_error(416)
            return
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(content) - start))
        request.end_headers()
        cut, self.cut_after = self.cut_after, None
        request.wfile.write(content[start:][:cut])

    def publish(self, name: str, content: bytes) -> tuple[str, str]:
        """Offer a file; returns its name and MD5 sum, as torchvision lists them."""
        self.files[name] = content
        return name, hashlib.md5(content).hexdigest()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    running = Publisher()
    yield running
    running.close()


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> str:
    """An address at which nobody answers, as without a network."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return "http://127.0.0.1:9/"


@pytest.fixture(autouse=True)
def _bundled_images_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here reading is what is tested, so nothing is kept from one test to the next."""
    monkeypatch.setattr(sys.modules["trainer_core.data.sources"], "read_checked", read_checked)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(folder))
    return folder / "datasets"


@pytest.fixture
def idx() -> Callable[[np.ndarray], bytes]:
    """Packs a uint8 array as a gzipped idx file."""

    def pack(array: np.ndarray) -> bytes:
        header = struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
        return gzip.compress(header + array.astype(np.uint8).tobytes(), mtime=0)

    return pack


@pytest.fixture
def images() -> Examples:
    """150 grey images of three classes, 40 %, 30 % and 30 % of them."""
    pixels = torch.randint(0, 256, (150, 1, 8, 6), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))
    return Examples(pixels, torch.tensor([0, 1, 2, 0, 1, 2, 0, 1, 2, 0]).repeat(15))
