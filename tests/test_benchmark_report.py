"""What a benchmark found becomes a section of its own, and leaves all others as they are."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks.report import with_section
from tests.benchmarks.table import Table

OLD = "# Benchmarks\n\n## Speed\n\n### Engine\n\nslow\n\n## `memory`\n\n### Memory\n\n900 MiB\n\n## `startup`\n\n2 s\n"


def test_a_benchmark_that_is_measured_again_replaces_its_section():
    assert with_section(OLD, "memory", "### Memory\n\n800 MiB\n") == OLD.replace("900", "800")
    assert with_section(OLD, "startup", "1 s") == OLD.replace("2 s", "1 s")


def test_a_benchmark_that_is_measured_for_the_first_time_is_added_at_the_end():
    assert with_section(OLD, "redraw", "3 ms\n\n") == f"{OLD}\n## `redraw`\n\n3 ms\n"


def run(monkeypatch, tmp_path, *arguments: str) -> str:
    table = Table("Start", "s")
    table.add("cold", 1.0)
    readme = tmp_path / "README.md"
    readme.write_text(OLD, encoding="utf-8")
    monkeypatch.setattr(benchmarks, "README", readme)
    monkeypatch.setattr(benchmarks, "import_module", lambda name: SimpleNamespace(measure=lambda options: [table]))
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--only", "startup", *arguments])
    benchmarks.main()
    return readme.read_text(encoding="utf-8")


def test_the_command_writes_date_machine_and_versions_with_the_figures(monkeypatch, tmp_path):
    written = run(monkeypatch, tmp_path, "--write")
    head, section = written.split("## `startup`\n\n")
    assert head == OLD.split("## `startup`")[0]
    assert section.startswith("Measured on 20")
    assert "Python 3" in section
    assert "### Start" in section
    assert "2 s" not in section


def test_nothing_is_written_unless_asked(monkeypatch, tmp_path):
    assert run(monkeypatch, tmp_path) == OLD


def test_a_quick_round_is_not_written(monkeypatch, tmp_path):
    with pytest.raises(SystemExit):
        run(monkeypatch, tmp_path, "--write", "--quick")
