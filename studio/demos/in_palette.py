"""The bundled demos in the command palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from PySide6.QtCore import QCoreApplication

from studio.demos.script import Script, in_language
from studio.look.i18n import language
from studio.widgets.command_palette.items import PaletteItem


class DemoItems:
    """Each bundled demo, which is played when it is chosen; ``read`` is asked for them once."""

    kind = "demos"

    def __init__(self, read: Callable[[], Sequence[Script]], play: Callable[[Script], None]) -> None:
        self._read, self._play = read, play

    def label(self) -> str:
        return QCoreApplication.translate("PaletteKinds", "Demos")

    def items(self) -> Sequence[PaletteItem]:
        return [
            PaletteItem(
                id=f"demo/{script.path.stem}",
                title=in_language(script.title, language()),
                run=partial(self._play, script),
                keywords=(in_language(script.title, "en"),),
                about=in_language(script.summary, language()),
                icon="play",
            )
            for script in self._scripts
        ]

    @cached_property
    def _scripts(self) -> Sequence[Script]:
        return self._read()
