"""What the studio remembers: typed, with a default for whatever is on disk and wrong."""

from __future__ import annotations

import pytest

from studio.look.settings import Settings


def test_what_is_set_is_remembered(tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    settings.theme, settings.scale, settings.log_shown = "dark", 1.3, True
    settings.store.sync()
    again = Settings(tmp_path / "settings.ini")
    assert (again.theme, again.scale, again.log_shown) == ("dark", 1.3, True)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[look]\ntheme=purple\nscale=large\n",
        "[look]\nscale=nan\n",
        "[look]\nscale=inf\n",
        "\x00\x01 no ini",
        "[look\n",
    ],
)
def test_a_damaged_file_means_the_defaults(tmp_path, content):
    path = tmp_path / "settings.ini"
    path.write_text(content)
    settings = Settings(path)
    assert (settings.theme, settings.scale, settings.language) == ("system", 1.0, "")


def test_another_file_can_be_named(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_SETTINGS", str(tmp_path / "elsewhere.ini"))
    Settings().preset = "fashion-mnist-cnn"
    assert Settings(tmp_path / "elsewhere.ini").preset == "fashion-mnist-cnn"
