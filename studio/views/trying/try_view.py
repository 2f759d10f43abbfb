"""The tab on which the present model is tried: on a drawing or a row of values, and on files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.look.i18n import Retranslated
from studio.session.session import Session
from studio.views.trying.drawing_page import DrawingPage
from studio.views.trying.files_page import FilesPage
from studio.views.trying.row_form import RowForm
from studio.widgets.empty_state import EmptyState
from studio.widgets.segmented import Segmented
from trainer_core.protocol.events import Prepared
from trainer_core.protocol.reports import DataReport

_SIDE = 14


class TryView(Retranslated, QWidget):
    """Drawing for pictures, a form for rows of a table, and files for both; what is dropped is predicted.

    For tests and for those who drive the view: ``switch``, ``drawing``, ``row``, ``files``.
    """

    def __init__(self, session: Session, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tryView")
        self.setAcceptDrops(True)
        # The panel says how wide it has to be, and not what stands in one of its tabs.
        self.setMinimumWidth(1)
        self._session = session
        self.drawing = DrawingPage(session, self)
        self.row = RowForm(session, self)
        self.files = FilesPage(session, files, self)
        self.empty = EmptyState("image", "", "", self)
        self.switch = Segmented([("draw", ""), ("row", ""), ("files", "")], self)
        self.switch.setObjectName("trySwitch")
        self.pages = QStackedWidget(self)
        self._pages: dict[str, QWidget] = {"draw": self.drawing, "row": self.row, "files": self.files}
        for page in (self.empty, *self._pages.values()):
            self.pages.addWidget(page)
        top = QHBoxLayout()
        top.setContentsMargins(_SIDE, 8, _SIDE, 0)
        top.addWidget(self.switch)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.pages, 1)
        self.switch.changed.connect(self.show_page)
        session.prepared.connect(self._take_preparation)
        self.retranslate()
        self._offer(session.preparation.data if session.preparation is not None else None)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show ``"draw"``, ``"row"`` or ``"files"``."""
        self.switch.set_value(key)
        self.pages.setCurrentWidget(self._pages[key])

    def predict(self, paths: tuple[Path, ...]) -> None:
        """Predict files and folders, and show the table of what comes."""
        if self._offered:
            self.show_page("files")
        self.files.predict(paths)

    def choose_files(self) -> None:
        """Show the table, and ask for files to predict."""
        if self._offered:
            self.show_page("files")
        self.files.open_files()

    def take_picture(self, picture: QImage) -> bool:
        """Put a picture onto the drawing's paper; False if the model takes none."""
        if "draw" in self._offered:
            self.show_page("draw")
            self.drawing.canvas.set_picture(picture)
        return "draw" in self._offered

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._offered and _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.predict(_paths(event.mimeData()))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.switch.set_labels({"draw": self.tr("Draw"), "row": self.tr("Values"), "files": self.tr("Files")})
        self.switch.setAccessibleName(self.tr("What the model is tried on"))
        self.empty.set_words(
            self.tr("Try the model"),
            self.tr("Once the data is read, you can draw here, set values, or drop files, and see what it answers."),
        )

    @Slot(object)
    def _take_preparation(self, event: Prepared) -> None:
        self._offer(event.data)

    def _offer(self, data: DataReport | None) -> None:
        """Have what fits the data's inputs."""
        self._offered: tuple[str, ...] = ()
        if data is not None:
            shape = data.input_shape
            own = {1: ("row",), 3: ("draw",) if shape[0] in (1, 3) else ()}.get(len(shape), ())
            self._offered = (*own, "files")
        self.switch.setVisible(bool(self._offered))
        self.switch.offer(self._offered)
        if not self._offered:
            self.pages.setCurrentWidget(self.empty)
        elif self.pages.currentWidget() is self.empty or self.switch.value not in self._offered:
            self.show_page(self._offered[0])


def _paths(data: QMimeData) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
