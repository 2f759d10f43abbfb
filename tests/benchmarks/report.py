"""The results of each benchmark as a section of a Markdown file, which a new measurement replaces."""

from __future__ import annotations

import re
from pathlib import Path


def write_section(file: Path, name: str, body: str) -> None:
    """Put ``body`` under the heading of the benchmark ``name`` in ``file``, in its place or at the end."""
    file.write_text(with_section(file.read_text(encoding="utf-8"), name, body), encoding="utf-8")


def with_section(text: str, name: str, body: str) -> str:
    """``text`` with the section of the benchmark ``name`` replaced, or added at the end; all else stays as it is."""
    heading = f"## `{name}`"
    section = f"{heading}\n\n{body.strip()}\n"
    found = re.search(rf"^{re.escape(heading)}\n.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        return f"{text.rstrip()}\n\n{section}"
    rest = text[found.end() :]
    return text[: found.start()] + section + (f"\n{rest}" if rest else "")
