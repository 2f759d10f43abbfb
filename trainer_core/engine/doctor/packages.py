"""Checks which packages are installed, and whether in versions that Training Studio works with."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterable, Iterator

from trainer_core.engine.doctor.finding import Finding, Status
from trainer_core.errors import Message

NAME = "training-studio"
_REQUIREMENT = re.compile(r"\s*(?P<name>[\w.-]+)(?:\[[^\]]*\])?\s*(?P<versions>[^;]*)(?:;(?P<marker>.*))?")
_EXTRA = re.compile(r"""extra\s*==\s*['"](?P<extra>[^'"]+)['"]""")
_SHOWN = ("torch", "torchvision", "numpy", "PySide6-Essentials", "pyqtgraph", "pydantic", "scikit-learn", "pyarrow")
_KNOWN = (
    "torch", "torchvision", "numpy", "pydantic", "tomlkit", "safetensors", "pillow", "simplejpeg", "scipy",
    "scikit-learn", "rich", "psutil", "platformdirs", "filelock", "pyarrow", "python-calamine", "tensorboard",
)  # fmt: skip
"""What is needed without a window, where the package's own list cannot be read: it runs from a checkout."""


def check() -> Iterator[Finding]:
    """Yield what is missing or too old, then the versions of what matters, then the extras."""
    try:
        asked = importlib.metadata.requires(NAME) or []
        version = importlib.metadata.version(NAME)
    except importlib.metadata.PackageNotFoundError:
        asked, version = list(_KNOWN), ""
    if version:
        yield Finding("packages.studio", Status.OK, Message("Training Studio {version}.", {"version": version}))
    else:
        yield Finding(
            "packages.studio",
            Status.NOTE,
            Message("Training Studio is not installed as a package; this is a copy of its source."),
            Message("That works. `python -m pip install .` in its folder adds the commands and the plug-ins."),
        )
    needed = [each for each in asked if _extra_of(each) is None]
    yield from required(needed)
    extras: dict[str, list[str]] = {}
    for each in asked:
        extra = _extra_of(each)
        if extra is not None:
            extras.setdefault(extra, []).append(each)
    for extra, members in sorted(extras.items()):
        yield of_extra(extra, members)


def required(requirements: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each package that is missing or in a version that does not fit, then one for the others."""
    wrong = 0
    for text in requirements:
        name, versions = _parts(text)
        there = _version(name)
        if there is None:
            wrong += 1
            yield Finding(
                "packages.missing",
                Status.PROBLEM,
                Message("The package {package} is not installed.", {"package": name}),
                Message('Run `python -m pip install "{requirement}"`.', {"requirement": f"{name}{versions}"}),
            )
        elif not _fits(there, versions):
            wrong += 1
            yield Finding(
                "packages.version",
                Status.PROBLEM,
                Message(
                    "{package} {version} is installed, and {versions} is needed.",
                    {"package": name, "version": there, "versions": versions},
                ),
                Message('Run `python -m pip install "{requirement}"`.', {"requirement": f"{name}{versions}"}),
            )
    versions = ", ".join(f"{name} {version}" for name in _SHOWN if (version := _version(name)) is not None)
    yield Finding(
        "packages.versions", Status.OK, Message("Versions: {versions}.", {"versions": versions, "wrong": wrong})
    )


def of_extra(extra: str, requirements: Iterable[str]) -> Finding:
    """Say which packages of an extra are installed. None of them is needed to train."""
    names = [_parts(text)[0] for text in requirements]
    there = [name for name in names if _version(name) is not None]
    missing = [name for name in names if name not in there]
    facts = {"extra": extra, "there": ", ".join(there) or "–", "missing": ", ".join(missing)}
    if missing:
        message = Message("Optional packages [{extra}]: {there}; not installed: {missing}.", facts)
    else:
        message = Message("Optional packages [{extra}]: {there}.", facts)
    return Finding("packages.extra", Status.OK, message)


def _extra_of(requirement: str) -> str | None:
    match = _EXTRA.search(requirement)
    return match["extra"] if match else None


def _parts(requirement: str) -> tuple[str, str]:
    match = _REQUIREMENT.match(requirement)
    return (match["name"], match["versions"].strip(" ()")) if match else (requirement, "")


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _fits(version: str, versions: str) -> bool:
    """Whether a version is one of those asked for; True where that cannot be told."""
    try:
        from packaging.specifiers import SpecifierSet
    except ImportError:
        return True
    return bool(SpecifierSet(versions).contains(version, prereleases=True))
