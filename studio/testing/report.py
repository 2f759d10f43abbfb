"""Writes the report of pictures that differ, as one HTML page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pictures that differ</title>
<style>
body {{ font: 14px system-ui, sans-serif; margin: 2em; color-scheme: light dark }}
figure {{ display: inline-block; margin: 0 1em 1em 0; vertical-align: top }}
img {{ max-width: 30vw; border: 1px solid #8888 }}
</style>
<h1>Pictures that differ: {count}</h1>
<p>If the new pictures are intended, run the same tests with <code>--studio-accept</code>.</p>
{differences}
</html>
"""


def clear(folder: Path) -> None:
    """Remove the previous report; nothing else in ``folder`` is touched."""
    (folder / "index.html").unlink(missing_ok=True)
    shutil.rmtree(folder / "pictures", ignore_errors=True)


def write(folder: Path) -> Path | None:
    """Write ``folder/index.html`` of what the tests noted, and return its path; None where nothing differed."""
    noted = [json.loads(file.read_text(encoding="utf-8")) for file in sorted((folder / "pictures").glob("*.json"))]
    if not noted:
        return None
    page = folder / "index.html"
    differences = "\n".join(_section(each) for each in noted)
    page.write_text(_PAGE.format(count=len(noted), differences=differences), encoding="utf-8")
    return page


def _section(noted: Mapping[str, Any]) -> str:
    figures = "".join(
        f'<figure><img src="{escape(path)}" alt="{kind}"><figcaption>{kind}</figcaption></figure>'
        for kind, path in noted["pictures"].items()
    )
    return f"<h2>{escape(noted['name'])}</h2><p>{escape(noted['test'])}: {escape(noted['told'])}</p>{figures}"
