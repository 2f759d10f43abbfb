"""The recipe's form: an editor for every field of every part, wrong values kept and explained, run locks."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTranslator, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from studio import fonts
from studio.session import Action, Session
from studio.theme import current_theme
from studio.views.recipe_form import RecipeForm
from studio.views.schedule_preview import SchedulePreview
from studio.widgets.check_field import CheckField
from studio.widgets.choice_field import ChoiceField
from studio.widgets.list_field import ListField
from studio.widgets.number_field import NumberField
from trainer_core.commands import SetHyperparameter
from trainer_core.errors import Message
from trainer_core.events import (
    Acknowledged,
    DataReport,
    DeviceReport,
    HyperparameterChanged,
    ModelReport,
    Prepared,
    Refused,
    RunStarted,
    State,
    StateChanged,
)
from trainer_core.history import History
from trainer_core.losses import losses
from trainer_core.models import models
from trainer_core.optimizers import optimizers
from trainer_core.recipe import Recipe
from trainer_core.schedules import schedules
from trainer_core.schema import describe

# What Qt's offscreen platform says of every window it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PARTS = [
    (section, entry.name)
    for section, registry in (
        ("model", models),
        ("loss", losses),
        ("optimizer", optimizers),
        ("schedule", schedules),
    )
    for entry in registry
]


class Recorder(QObject):
    """Stands where the engine's thread stands and keeps what it is asked."""

    event = Signal(object)

    def __init__(self):
        super().__init__()
        self.posted = []

    def post(self, command):
        self.posted.append(command)


@pytest.fixture(autouse=True, scope="module")
def _dark(qapp: QApplication):
    theme = current_theme()
    theme.set_mode("dark")
    theme.apply(qapp)
    yield
    theme.set_mode("system")


@pytest.fixture
def thread():
    return Recorder()


@pytest.fixture
def session(thread):
    return Session(thread, Recipe())


@pytest.fixture
def form(qtbot, session):
    form = RecipeForm(session)
    qtbot.addWidget(form)
    form.resize(284, 850)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    return form


def _type(qtbot, editor, text, end=Qt.Key.Key_Return):
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    if end is not None:
        qtbot.keyClick(editor, end)


def _start_run(session, recipe=None):
    session.take(RunStarted(1, recipe or session.recipe, History(), Path("run"), 5, 844, 64))
    session.take(StateChanged(1, State.TRAINING))


def _prepared(recipe):
    return Prepared(
        recipe,
        DeviceReport("auto", "cpu", "CPU", 2),
        DataReport(
            "fashion-mnist",
            "Fashion-MNIST",
            "classification",
            ("a",),
            (1, 28, 28),
            54_000,
            6_000,
            10_000,
            Message("x"),
        ),
        ModelReport("NeuralNetwork", 669_706, ""),
    )


@pytest.mark.parametrize(("section", "name"), PARTS)
def test_every_field_of_every_part_has_an_editor_that_shows_the_recipe(form, session, section, name):
    assert session.set_value(f"{section}.name", name)
    for info in describe(session.recipe):
        assert list(form.sections[info.key].rows) == [field.key for field in info.fields]
        for field in info.fields:
            row = form.row(field.key)
            kind = {
                "int": NumberField,
                "float": NumberField,
                "bool": CheckField,
                "choice": ChoiceField,
                "ints": ListField,
                "floats": ListField,
            }[field.kind]
            assert isinstance(row.editor, kind)
            part, _, argument = field.key.partition(".")
            value = getattr(getattr(session.recipe, part), argument)
            assert row.editor.value == (list(value) if isinstance(value, tuple) else value), field.key
            assert row.editor.accessibleName()
            assert row.editor.toolTip()
            assert row.badge.isHidden() != field.live
            assert not row.error


@pytest.mark.parametrize(("section", "name"), PARTS)
def test_every_number_survives_being_typed_as_it_is_shown(form, session, section, name):
    session.set_value(f"{section}.name", name)
    before = session.recipe
    for row in form.sections[section].rows.values():
        if isinstance(row.editor, (NumberField, ListField)):
            row.editor.setModified(True)
            assert row.editor.commit() is not False, row.key
    assert session.recipe == before
    assert not session.errors


def test_object_names_are_made_from_the_keys(form):
    assert form.findChild(NumberField, "optimizerLrField") is form.row("optimizer.lr").editor
    assert form.findChild(NumberField, "dataBatchSizeField") is form.row("data.batch_size").editor
    assert form.findChild(ChoiceField, "optimizerNameField") is form.row("optimizer.name").editor


def test_a_typed_value_reaches_the_recipe_on_enter(qtbot, form, session):
    _type(qtbot, form.row("data.batch_size").editor, "128")
    assert session.recipe.data.batch_size == 128


def test_a_typed_value_reaches_the_recipe_on_tab_and_the_focus_goes_on_downwards(qtbot, form, session):
    form.row("data.validation_share").editor.setFocus()
    _type(qtbot, form.row("data.validation_share").editor, "20", Qt.Key.Key_Tab)
    assert session.recipe.data.validation_share == 20
    assert QApplication.focusWidget() is form.row("data.batch_size").editor


def test_escape_brings_back_the_value_of_the_recipe(qtbot, form, session):
    editor = form.row("data.batch_size").editor
    _type(qtbot, editor, "99", Qt.Key.Key_Escape)
    assert editor.text() == "64"
    assert session.recipe.data.batch_size == 64


def test_a_wrong_value_stays_with_its_reason_and_train_is_off_until_it_is_mended(qtbot, form, session):
    row = form.row("data.batch_size")
    _type(qtbot, row.editor, "0")
    assert row.editor.text() == "0"
    assert row.remark == "This must be at least 1."
    assert row.editor.property("invalid") == "true"
    assert session.recipe.data.batch_size == 64
    assert not session.possible(Action.TRAIN)
    _type(qtbot, row.editor, "32")
    assert not row.remark
    assert not session.errors
    assert session.possible(Action.TRAIN)
    assert session.recipe.data.batch_size == 32


def test_escape_on_a_wrong_value_clears_the_mark(qtbot, form, session):
    row = form.row("data.batch_size")
    _type(qtbot, row.editor, "many")
    assert session.errors
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.editor.text() == "64"
    assert not row.remark
    assert not session.errors


def test_a_wrong_text_outlives_changes_of_other_fields(qtbot, form, session):
    _type(qtbot, form.row("data.batch_size").editor, "x")
    _type(qtbot, form.row("training.epochs").editor, "7")
    assert session.recipe.training.epochs == 7
    assert form.row("data.batch_size").editor.text() == "x"
    assert form.row("data.batch_size").error


def test_a_refused_value_stays_marked_and_escape_brings_back_the_recipes(qtbot, form, session, monkeypatch):
    row = form.row("training.epochs")

    def refuse(key, value):
        session.mark_error(key, "Not this one.")
        return False

    monkeypatch.setattr(session, "set_value", refuse)
    _type(qtbot, row.editor, "6")
    assert row.editor.text() == "6"
    assert row.remark == "Not this one."
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.editor.text() == "5"
    assert not session.errors


def test_another_recipe_replaces_everything_also_wrong_texts(qtbot, form, session):
    _type(qtbot, form.row("data.batch_size").editor, "0")
    session.set_recipe(Recipe.from_dict({"data": {"batch_size": 64}, "optimizer": {"name": "SGD", "lr": 0.05}}))
    assert form.row("data.batch_size").editor.text() == "64"
    assert not form.row("data.batch_size").remark
    assert form.row("optimizer.name").editor.value == "SGD"
    assert form.row("optimizer.lr").editor.text() == "0.05"
    assert not session.errors


def test_showing_another_recipe_changes_no_recipe(form, session):
    other = Recipe.from_dict({"training": {"epochs": 9, "channels_last": True}, "data": {"flip": True}})
    changes = []
    session.recipe_changed.connect(lambda: changes.append(session.recipe))
    session.set_recipe(other)
    assert changes == [other]
    assert form.row("data.flip").editor.isChecked()


@pytest.mark.parametrize(
    ("key", "word"),
    [("data.limit", "all"), ("training.stop_early_after", "off"), ("training.threads", "all cores")],
)
def test_zero_is_shown_as_its_word_and_the_word_can_be_typed(qtbot, form, session, key, word):
    form.reveal(key)
    editor = form.row(key).editor
    assert editor.text() == word
    _type(qtbot, editor, "3")
    assert editor.text() == "3"
    _type(qtbot, editor, word)
    assert editor.text() == word
    section, _, name = key.partition(".")
    assert getattr(getattr(session.recipe, section), name) == 0


def test_a_list_is_typed_with_commas_and_a_wrong_item_is_named(qtbot, form, session):
    form.reveal("optimizer.betas")
    row = form.row("optimizer.betas")
    _type(qtbot, row.editor, "0.8, 0.99")
    assert tuple(session.recipe.optimizer.betas) == (0.8, 0.99)
    _type(qtbot, row.editor, "0.8, two")
    assert "“two”" in row.remark
    _type(qtbot, row.editor, "0.8")
    assert row.remark == "Exactly 2 numbers are needed here."
    assert tuple(session.recipe.optimizer.betas) == (0.8, 0.99)
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.editor.text() == "0.8, 0.99"
    assert not session.errors


def test_a_list_of_whole_numbers_takes_no_fraction(qtbot, form, session):
    session.set_value("model.name", "mlp")
    info = next(field for field in form.sections["model"].info.fields if field.kind == "ints")
    form.reveal(info.key)
    _type(qtbot, form.row(info.key).editor, "128 64.5")
    assert form.row(info.key).remark == "64.5 must be a whole number."
    _type(qtbot, form.row(info.key).editor, "128 64")
    assert list(session.recipe.model.arguments[info.key.partition(".")[2]]) == [128, 64]


def test_a_check_box_switches_with_the_space_bar(qtbot, form, session):
    form.reveal("data.flip")
    qtbot.keyClick(form.row("data.flip").editor, Qt.Key.Key_Space)
    assert session.recipe.data.flip is True


def test_another_optimizer_rebuilds_its_section_and_keeps_the_focus(qtbot, form, session):
    editor = form.row("optimizer.name").editor
    others = {key: [*section.rows.values()] for key, section in form.sections.items() if key != "optimizer"}
    editor.setFocus()
    names = [entry.name for entry in optimizers]
    step = names.index("SGD") - names.index("Adam")
    for _ in range(abs(step)):
        qtbot.keyClick(editor, Qt.Key.Key_Down if step > 0 else Qt.Key.Key_Up)
    assert session.recipe.optimizer.name == "SGD"
    assert form.row("optimizer.name").editor is editor
    assert QApplication.focusWidget() is editor
    assert "optimizer.momentum" in form.sections["optimizer"].rows
    assert "optimizer.betas" not in form.sections["optimizer"].rows
    assert {key: [*section.rows.values()] for key, section in form.sections.items() if key != "optimizer"} == others


def test_a_field_that_goes_away_takes_its_error_with_it(qtbot, form, session):
    form.reveal("optimizer.betas")
    _type(qtbot, form.row("optimizer.betas").editor, "x")
    assert session.errors
    session.set_value("optimizer.name", "SGD")
    assert not session.errors


def test_tab_goes_from_top_to_bottom_also_after_a_rebuild(form, session):
    session.set_value("optimizer.name", "SGD")
    stops = [stop for section in form.sections.values() for stop in section.stops()]
    seen, widget = [], stops[0]
    for _ in range(500):
        if widget in stops:
            seen.append(widget)
        widget = widget.nextInFocusChain()
        if widget is stops[0]:
            break
    assert seen == stops


def test_a_run_locks_what_is_not_live_and_says_so(form, session):
    assert form.lock_caption.isHidden()
    _start_run(session)
    assert form.lock_caption.isVisible()
    assert form.lock_caption.text == "Locked while training; fields marked live can change."
    for section in form.sections.values():
        for row in section.rows.values():
            assert row.editor.isEnabled() == row.info.live, row.key
    session.take(StateChanged(0, State.IDLE))
    assert form.lock_caption.isHidden()
    assert form.row("data.batch_size").editor.isEnabled()


def test_everything_is_locked_from_the_press_on_train_until_the_run_begins(form, session):
    session.take(Acknowledged("Start"))
    session.take(StateChanged(0, State.PREPARING))
    assert form.lock_caption.text == "Locked until the data and the model are ready."
    assert not form.row("optimizer.lr").editor.isEnabled()
    _start_run(session)
    assert form.row("optimizer.lr").editor.isEnabled()
    assert not form.row("data.batch_size").editor.isEnabled()


def test_the_recipe_stays_open_while_a_preparation_of_its_own_runs(form, session):
    session.take(StateChanged(0, State.PREPARING))
    assert form.lock_caption.isHidden()
    assert form.row("data.batch_size").editor.isEnabled()


def test_a_text_that_was_begun_when_the_run_started_is_put_back(qtbot, form, session):
    editor = form.row("data.batch_size").editor
    _type(qtbot, editor, "99", None)
    _start_run(session)
    assert editor.text() == "64"
    assert session.recipe.data.batch_size == 64


def test_a_live_field_changes_the_run_and_tells_from_which_batch_on(qtbot, form, session, thread):
    _start_run(session)
    row = form.row("optimizer.lr")
    _type(qtbot, row.editor, "3e-4")
    assert thread.posted == [SetHyperparameter("optimizer.lr", 3e-4)]
    assert session.recipe.optimizer.arguments["lr"] == 3e-4
    session.take(HyperparameterChanged(1, 1536, "optimizer.lr", 1e-3, 3e-4))
    assert row.remark == "from batch 1,536 on"
    _start_run(session)
    assert not row.remark


def test_a_live_change_that_the_engine_refuses_is_explained_at_its_field(qtbot, form, session):
    _start_run(session)
    row = form.row("optimizer.lr")
    _type(qtbot, row.editor, "3e-4")
    session.take(Refused("SetHyperparameter", "not-live", Message("Not now.")))
    assert row.remark == "Not now."
    _type(qtbot, row.editor, "2e-4")
    assert not row.remark


def test_sections_say_what_they_hold(form, session):
    summary = {key: section.header.summary for key, section in form.sections.items()}
    assert summary["data"] == "Fashion-MNIST"
    assert summary["optimizer"] == "Adam"
    assert summary["training"] == "5 epochs · seed 0"
    session.take(_prepared(session.recipe))
    assert form.sections["data"].header.summary == "Fashion-MNIST · 60,000 images"
    assert form.sections["model"].header.summary.endswith(" · 669,706 parameters")
    session.set_value("model.name", "mlp")
    assert "parameters" not in form.sections["model"].header.summary


def test_loss_and_schedule_are_folded_at_first(form):
    folded = {key for key, section in form.sections.items() if not section.expanded}
    assert folded == {"loss", "schedule"}


def test_more_tells_how_many_hidden_fields_were_changed(form, session):
    button = form.sections["data"].more_button
    assert button.text() == "More"
    session.set_value("data.shift", 2)
    session.set_value("data.flip", True)
    assert button.text() == "More · 2 changed"


def test_ranges_are_in_the_tool_tips(form):
    assert form.row("data.batch_size").editor.toolTip().endswith("1 to 65,536 examples")
    assert form.row("training.clip_norm").editor.toolTip().endswith("0 means “off”")


def test_the_wheel_over_the_form_scrolls_and_changes_nothing(qtbot, form, session):
    form.resize(284, 300)
    before = session.recipe
    for key in ("optimizer.name", "data.batch_size", "training.precision"):
        editor = form.row(key).editor
        editor.clearFocus()
        centre = QPointF(editor.rect().center())
        event = QWheelEvent(
            centre,
            centre,
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(editor, event)
    assert session.recipe == before


@pytest.mark.parametrize(("section", "name"), PARTS)
def test_nothing_is_wider_than_the_column(qtbot, form, session, section, name):
    session.set_value(f"{section}.name", name)
    for part in form.sections.values():
        part.set_expanded(True)
        part.more_button.setChecked(True)
    QApplication.processEvents()
    content = form._scroll.widget()
    assert content.width() <= form._scroll.viewport().width()
    for part in form.sections.values():
        for row in part.rows.values():
            assert row.width() <= content.width()
            assert row.editor.geometry().right() < row.width()
            longest = max(row.label.fontMetrics().horizontalAdvance(word) for word in row.label.text().split())
            assert longest <= row.label.width(), row.key


class Loud(QTranslator):
    """A language in which everything is written large."""

    def isEmpty(self):
        return False

    def translate(self, context, text, disambiguation=None, n=-1):
        return text.upper() if context == "recipe" or text in ("live", "More") else ""


def test_another_language_rewords_titles_units_labels_and_zero_words(qapp, form, session):
    translator = Loud()
    qapp.installTranslator(translator)
    QApplication.processEvents()
    try:
        row = form.row("data.batch_size")
        assert row.label.text() == "BATCH SIZE"
        assert row.editor.accessibleName() == "BATCH SIZE (EXAMPLES)"
        assert row.badge.text() == "LIVE"
        assert form.sections["data"].header.text() == "DATA"
        assert form.sections["data"].more_button.text() == "MORE"
        assert form.row("data.limit").editor.text() == "ALL"
        assert form.row("optimizer.name").editor.currentText() == "ADAM"
        assert session.recipe == Recipe()
    finally:
        qapp.removeTranslator(translator)
        QApplication.processEvents()
    assert form.row("data.batch_size").label.text() == "Batch size"


def test_the_schedule_is_drawn_from_the_recipe(qtbot, form, session):
    preview = SchedulePreview(session)
    form.add_to_section("schedule", preview)
    session.set_value("optimizer.lr", 0.01)
    assert preview.rates.max() == pytest.approx(0.01)
    assert preview.rates.min() == pytest.approx(0.01)
    session.set_value("schedule.name", "cosine")
    assert preview.rates[0] == pytest.approx(0.01)
    assert preview.rates[-1] < 1e-4
    assert preview.epochs[-1] == pytest.approx(5, abs=0.01)
    form.sections["schedule"].set_expanded(True)
    assert not preview.grab().isNull()


@pytest.mark.parametrize("name", [entry.name for entry in schedules])
def test_every_schedule_can_be_drawn(form, session, name):
    preview = SchedulePreview(session, form)
    assert session.set_value("schedule.name", name)
    assert len(preview.rates) == len(preview.epochs) > 1
    assert (preview.rates >= 0).all()


def test_every_label_belongs_to_its_field(form):
    for section in form.sections.values():
        for row in section.rows.values():
            assert isinstance(row.label, QLabel)
            assert row.label.buddy() is row.editor


def test_the_font_scale_widens_the_fields(form):
    before = form.row("data.batch_size").editor.width()
    fonts.set_scale(1.5)
    try:
        assert form.row("data.batch_size").editor.width() == round(before * 1.5)
    finally:
        fonts.set_scale(1.0)
    assert form.row("data.batch_size").editor.width() == before
