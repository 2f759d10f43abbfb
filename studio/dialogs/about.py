"""What this program is: version, the libraries it stands on, licences, and where it keeps things."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.log_file import log_path

_LIBRARIES = ("torch", "torchvision", "PySide6-Essentials", "pyqtgraph", "numpy")
_WIDTH = 480


class AboutDialog(QDialog):
    """A page to read and to copy from.

    Qt's dialog signals apply; there are none of its own.
    """

    def __init__(self, runs: Path, settings: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(self.tr("About Training Studio"))
        title = QLabel(self.tr("Training Studio {version}").format(version=_version("training-studio")), self)
        fonts.use(title, "title", strong=True)
        summary = QLabel(self.tr("See a PyTorch model learn. MIT licence."), self)
        summary.setWordWrap(True)
        licences = self.tr("Fashion-MNIST © Zalando SE, MIT. Inter © The Inter Project Authors, OFL 1.1.")
        rows = [
            (self.tr("Libraries"), "\n".join(f"{name} {_version(name)}" for name in _LIBRARIES)),
            (self.tr("Runs are kept in"), str(runs)),
            (self.tr("Settings are kept in"), str(settings)),
            (self.tr("Log"), str(log_path())),
            (self.tr("Bundled"), licences),
        ]
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for name, text in rows:
            label = QLabel(name, self)
            label.setProperty("role", "muted")
            value = QLabel(text, self)
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(label, value)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("aboutCloseButton")
        buttons.rejected.connect(self.reject)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(summary)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(buttons)

    def sizeHint(self) -> QSize:
        """As high as the words need at this width; Qt would guess, and leave gaps around them."""
        width = max(round(_WIDTH * fonts.scale()), self._layout.minimumSize().width())
        return QSize(width, self._layout.totalHeightForWidth(width))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "–"
