"""Parts of other packages: a real one is installed and used, and broken ones are named and leave nothing behind."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trainer_core.data import sources
from trainer_core.engine import plugins
from trainer_core.engine.plugins import Plugin, broken, load_plugins
from trainer_core.models import models
from trainer_core.tasks import METRICS, metric_of
from trainer_core.tasks.metrics.added import metrics

ROOT = Path(__file__).parents[2]
GROUPS = ("sources", "models", "losses", "metrics", "exporters", "views")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the example, built without a network."""
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(ROOT / "tests" / "example_plugin", folder / "source")
    done = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "pip",
                "install",
                "--no-deps",
                "--no-index",
                "--no-build-isolation",
                "--no-cache-dir",
            ),
            *("--disable-pip-version-check", "--target", str(folder / "site"), str(folder / "source")),
        ],
        capture_output=True,
        text=True,
        timeout=80,
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


def python(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(site), str(ROOT)))},
        capture_output=True,
        text=True,
        timeout=80,
    )


def test_an_installed_package_adds_a_source_a_model_a_loss_a_metric_and_an_exporter(site: Path, tmp_path: Path) -> None:
    run, out = tmp_path / "run", tmp_path / "epochs.jsonl"
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from trainer_core.cli.main import main\n"
        "changes = ['data.source=rings', 'data.count=90', 'model.name=radial', 'loss.name=FocalLoss',\n"
        "           'loss.gamma=1.0', 'training.epochs=2', 'training.best_by=errors', 'training.device=cpu']\n"
        "settings = [word for change in changes for word in ('--set', change)]\n"
        f"assert main(['train', 'fashion-mnist-tutorial', '--out', {str(run)!r}, '--json', *settings]) == 0\n"
        f"assert main(['runs', 'export', {str(run)!r}, {str(out)!r}]) == 0\n"
    )
    done = python(site, str(script))

    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert any("test_errors" in line for line in lines)
    assert [json.loads(line)["epoch"] for line in out.read_text().splitlines()] == [1, 2]
    assert 'source = "rings"' in (run / "recipe.toml").read_text()


def test_the_metadata_of_the_example_names_a_part_of_each_kind(site: Path) -> None:
    (found,) = [each for each in importlib.metadata.distributions(path=[str(site)]) if each.name == "example-plugin"]
    assert {point.group for point in found.entry_points} == {f"training_studio.{group}" for group in GROUPS}


# Broken ones


def _forget() -> None:
    """Have the packages that are installed be looked up, and loaded, anew."""
    plugins._all_points.cache_clear()
    plugins._loaded.cache_clear()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[Plugin, ...]]]:
    """Puts a package of one module where Python looks for packages, and loads the plug-ins of a group."""

    def install(code: str, group: str = "sources", value: str = "bad_plugin") -> tuple[Plugin, ...]:
        (tmp_path / "bad_plugin.py").write_text(code)
        info = tmp_path / "bad_plugin-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-plugin\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[training_studio.{group}]\nbad = {value}\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        _forget()
        return load_plugins((group,))

    yield install
    sys.modules.pop("bad_plugin", None)
    _forget()


REGISTERS = "from trainer_core.data import sources\nsources.add('half', lambda: None, title='Half', summary='')\n"


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("import nothing_of_this_name", "bad_plugin", "ModuleNotFoundError: No module named 'nothing_of_this_name'"),
        (REGISTERS + "1 / 0", "bad_plugin", "ZeroDivisionError"),
        (REGISTERS + "raise SystemExit(3)", "bad_plugin", "SystemExit: 3"),
        (REGISTERS + "raise KeyboardInterrupt", "bad_plugin", "KeyboardInterrupt"),
        (REGISTERS + "sources.add('mnist', lambda: None, title='', summary='')", "bad_plugin", "registered twice"),
        (REGISTERS + "def add(one): ...", "bad_plugin:add", "TypeError"),
        (REGISTERS, "bad_plugin:gone", "AttributeError"),
        ("def (", "bad_plugin", "SyntaxError"),
        (
            "from trainer_core.data import sources\n"
            "def half(*, limit: int = 3): ...\n"
            "sources.add('half', half, title='Half', summary='')\n",
            "bad_plugin",
            "has an argument 'limit'",
        ),
    ],
)
def test_a_broken_one_is_named_and_leaves_nothing_behind(
    installed: Callable[..., tuple[Plugin, ...]],
    code: str,
    value: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plugins, "is_interrupt", lambda error: False)
    (plugin,) = broken(installed(code, value=value))
    assert (plugin.name, plugin.package, plugin.group) == ("bad", "bad-plugin", "sources")
    assert words in plugin.problem
    assert "bad of bad-plugin is broken and was left out" in str(plugin.message)
    assert plugin.adds == ()
    assert "half" not in sources


def test_a_broken_one_takes_its_metrics_and_models_out_again(installed: Callable[..., tuple[Plugin, ...]]) -> None:
    code = (
        "from trainer_core.models import models\n"
        "from trainer_core.tasks.metrics.added import metrics\n"
        "metrics.add('half', lambda *arrays: 0.5, title='Half', summary='')\n"
        "models.add('half', lambda shape, outputs: None, title='Half', summary='')\n"
        "raise OSError('no')\n"
    )
    assert broken(installed(code, "models"))
    assert "half" not in models
    assert "half" not in metrics
    assert "half" not in METRICS


def test_a_sound_one_is_loaded_once(installed: Callable[..., tuple[Plugin, ...]]) -> None:
    code = (
        "from trainer_core.tasks.metrics.added import metrics\n"
        "def add():\n"
        "    metrics.add('half', lambda *arrays: 0.5, title='Half', summary='Of it.')\n"
    )
    (plugin,) = installed(code, "metrics", "bad_plugin:add")
    try:
        assert not plugin.problem
        assert plugin.adds == ("Half",)
        assert load_plugins(("metrics",)) == (plugin,)
        assert metric_of("half").summary == "Of it."
    finally:
        metrics.remove("half")


@pytest.mark.parametrize("name", ["accuracy", "Half", "half way", "1st"])
def test_a_metric_is_called_as_a_column_can_be(name: str) -> None:
    with pytest.raises(ValueError, match="metric"):
        metrics.add(name, lambda *arrays: 0.0, title="Half", summary="")


def test_the_command_line_names_a_broken_one_and_goes_on(
    installed: Callable[..., tuple[Plugin, ...]], tmp_path: Path
) -> None:
    installed("1 / 0")
    version = python(tmp_path, "-m", "trainer_core", "--version")
    assert (version.returncode, version.stderr) == (0, "")
    listed = python(tmp_path, "-m", "trainer_core", "presets", "--json")
    assert listed.returncode == 0
    assert listed.stderr == (
        "trainer: The plug-in bad of bad-plugin is broken and was left out: ZeroDivisionError: division by zero.\n"
    )
    assert all(json.loads(line) for line in listed.stdout.splitlines())
