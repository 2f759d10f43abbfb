"""Entry of ``python -m studio`` and of the command ``training-studio``: imports in the right order, then the window."""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from studio.display import is_off_screen, missing_display

_WITHOUT_TORCH = ("numpy", "pydantic", "psutil", "tomlkit", "PIL.Image", "yaml")
"""What the studio needs of others that do not need torch."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the studio, or play or run a demo; with no display the demo is run off screen. Returns the exit status."""
    options = _parser().parse_args(arguments)
    if options.doctor is not None:
        from studio.look.doctor import print_check

        print_check(options.doctor)
        return 0
    why = missing_display()
    if why is not None:
        print(
            f"Training Studio cannot show its window because {why}; it runs its demo off screen instead "
            "(`trainer doctor` says what to install; to train without a window: "
            "python -m trainer_core train fashion-mnist-tutorial --out DIR).",
            flush=True,
        )
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if is_off_screen():
        # GTK's theme ends the process where there is no display.
        os.environ.pop("QT_QPA_PLATFORMTHEME", None)
    try:
        app = load_application()
    except ImportError as error:
        print(
            f"Training Studio cannot start because a library is missing: {error}. On Debian and Ubuntu "
            "`apt-get install libegl1 libgl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0` brings "
            "those that Qt needs; otherwise install the studio again. `trainer doctor` checks everything.",
            file=sys.stderr,
        )
        return 1
    demo = options.demo or (why is not None and options.play is None)
    code: int = app.open_studio(
        demo=demo, out=options.out, preset=options.preset, script=options.play, speed=options.speed, loop=options.loop
    )
    return code


def load_application() -> ModuleType:
    """Import torch, Qt and the studio; returns `studio.app`. Raises ImportError if a library is missing.

    torch comes before Qt: on Windows its libraries cannot be loaded once Qt's are. Nothing that is imported is garbage,
    so nobody looks for any meanwhile, nor in these objects later: that took 0.3 s of the start, and a look at all of
    them holds up the window and training. While another thread loads torch's libraries, what does not need them is
    imported. The engine comes before Qt, too: PySide reads the source of each module that is imported after it.
    """
    gc.disable()
    try:
        _load_libtorch()
        for name in _WITHOUT_TORCH:
            import_module(name)
        import torch  # noqa: F401

        _load_triton()
        import_module("trainer_core.api")
        import studio.app
    finally:
        gc.freeze()
        gc.enable()
    return studio.app


def _load_libtorch() -> None:
    """Begin to load torch's libraries on another thread, without the interpreter's lock: a third of a second.

    Where a person says where libraries are looked for, torch has to load CUDA's first, and in its own order.
    """
    torch = find_spec("torch")
    if not sys.platform.startswith("linux") or "LD_LIBRARY_PATH" in os.environ or torch is None:
        return
    folder = Path((torch.submodule_search_locations or [""])[0], "lib")

    def load() -> None:
        with suppress(OSError, AttributeError):
            # Called as a function it leaves the lock to others, which `ctypes.CDLL` does not.
            dlopen = ctypes.CDLL(None).dlopen
            dlopen.argtypes, dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
            # As torch does it: first what its own libraries take from one another.
            dlopen(os.fsencode(folder / "libtorch_global_deps.so"), os.RTLD_GLOBAL | os.RTLD_NOW)
            dlopen(os.fsencode(folder / "libtorch.so"), os.RTLD_LAZY)

    threading.Thread(target=load, name="libtorch", daemon=True).start()


def _load_triton() -> None:
    """Load the library of Triton, which torch imports when it first needs it, before Qt's.

    A GTK desktop's theme brings Mesa, and Mesa's software renderer brings an LLVM whose symbols are global. Loaded
    after it, Triton's own LLVM binds to some of them, and the process dies in ``free``. This order does no harm.
    """
    if not sys.platform.startswith("linux") or is_off_screen():
        return
    triton = find_spec("triton")
    if triton is not None and triton.submodule_search_locations:
        with suppress(OSError):
            ctypes.CDLL(str(Path(triton.submodule_search_locations[0], "_C", "libtriton.so")))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="training-studio", description="See a PyTorch model learn.")
    parser.add_argument("--version", action="version", version=f"training-studio {_version()}")
    parser.add_argument("--demo", action="store_true", help="train the preset's demo length by itself, save, and leave")
    parser.add_argument("--play", type=Path, metavar="FILE", help="play a scripted demo; Page Down continues it")
    parser.add_argument("--loop", action="store_true", help="play it without a person, over and over")
    parser.add_argument(
        "--speed", type=_speed, metavar="X", help="play it without a person, X times as fast as people read"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the demo's run; it must be new")
    parser.add_argument("--preset", default="", help="preset to start with")
    # What the window needs, for `trainer doctor`, which checks everything.
    parser.add_argument("--doctor", type=float, metavar="SECONDS", help=argparse.SUPPRESS)
    return parser


def _speed(text: str) -> float:
    speed = float(text)
    if not 0.1 <= speed <= 1000:
        raise argparse.ArgumentTypeError("a number from 0.1 to 1000")
    return speed


def _version() -> str:
    try:
        return version("training-studio")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
