"""How the recipe's form reads and looks: summaries, widths, other languages, larger text, the drawn schedule."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QScrollArea

from studio.look import fonts
from studio.look.theme import current_theme
from studio.views.recipe.recipe_row import RecipeRow
from studio.views.recipe.schedule_preview import SchedulePreview
from studio.widgets.choice_field import ChoiceField
from studio.widgets.plot import Plot
from tests.gui.recipe_form.conftest import PARTS
from trainer_core.errors import Message
from trainer_core.history.history import History
from trainer_core.parts.schedules import schedules
from trainer_core.protocol.events import Prepared, RunStarted, State, StateChanged
from trainer_core.protocol.reports import DataReport, DeviceReport, ModelReport
from trainer_core.recipe.recipe import Recipe

# What Qt's offscreen platform says of every window it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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


def test_fields_without_effect_on_the_data_are_not_offered(form, session):
    def offered(*keys: str) -> list[bool]:
        return [not form.row(key).isHidden() for key in keys]

    both = "data.augment", "data.standardize_target"
    assert offered(*both) == [True, False]
    session.set_recipe(session.recipe.with_values({"data.source": "wave"}))
    assert offered(*both) == [False, True]
    session.set_recipe(session.recipe.with_values({"data.source": "table"}))
    assert offered(*both) == [False, True]
    session.set_recipe(session.recipe.with_values({"data.source": "table", "data.augment": [{"name": "flip"}]}))
    assert offered(*both) == [True, True]


def test_loss_schedule_and_metric_are_folded_at_first(form):
    folded = {key for key, section in form.sections.items() if not section.expanded}
    assert folded == {"loss", "schedule", "metric"}


def test_more_tells_how_many_hidden_fields_were_changed(form, session):
    button = form.sections["data"].more_button
    assert button.text() == "More"
    session.set_value("data.limit", 2)
    session.set_value("data.resample", True)
    assert button.text() == "More · 2 changed"


def test_ranges_are_in_the_tool_tips(form):
    assert form.row("data.batch_size").editor.toolTip().endswith("1 to 65,536 examples")
    assert form.row("training.clip_norm").editor.toolTip().endswith("0 means “off”")


@pytest.mark.parametrize(("section", "name"), PARTS)
def test_nothing_is_wider_than_the_column(qtbot, form, session, section, name):
    session.set_value(f"{section}.name", name)
    for part in form.sections.values():
        part.set_expanded(True)
        part.more_button.setChecked(True)

    def everything_fits():
        scroll = form.findChild(QScrollArea)
        assert scroll.widget().width() <= scroll.viewport().width()
        for part in form.sections.values():
            for row in filter(RecipeRow.isVisible, part.rows.values()):
                assert row.width() <= scroll.widget().width()
                assert row.editor.geometry().right() < row.width()
                longest = max(row.label.fontMetrics().horizontalAdvance(word) for word in row.label.text().split())
                assert longest <= row.label.width(), row.key

    qtbot.waitUntil(everything_fits)


class Loud(QTranslator):
    """A language in which everything is written large."""

    def isEmpty(self):
        return False

    def translate(self, context, text, disambiguation=None, n=-1):
        return text.upper() if context == "recipe" or text in ("live", "More") else ""


def test_another_language_rewords_titles_units_labels_and_zero_words(qtbot, qapp, form, session):
    translator = Loud()
    qapp.installTranslator(translator)
    row = form.row("data.batch_size")
    try:
        qtbot.waitUntil(lambda: row.label.text() == "BATCH SIZE")
        assert row.editor.accessibleName() == "BATCH SIZE (EXAMPLES)"
        assert row.badge.text() == "LIVE"
        assert form.sections["data"].header.text() == "DATA"
        assert form.sections["data"].more_button.text() == "MORE"
        assert form.row("data.limit").editor.text() == "ALL"
        assert form.row("optimizer.name").editor.currentText() == "ADAM"
        assert session.recipe == Recipe()
    finally:
        qapp.removeTranslator(translator)
    qtbot.waitUntil(lambda: row.label.text() == "Batch size")


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
    x, y = preview._curve.getData()
    np.testing.assert_array_equal((x, y), (preview.epochs, preview.rates))
    assert not preview.grab().isNull()


def test_a_schedule_whose_drawing_is_flat_says_why(form, session):
    preview = SchedulePreview(session)
    form.add_to_section("schedule", preview)
    form.sections["schedule"].set_expanded(True)
    assert not preview.note.isVisible()
    session.set_value("schedule.name", "step")
    assert preview.note.isVisible()
    assert preview.note.text() == "With these values the rate does not change in 5 epochs."
    session.set_value("schedule.step_size", 2)
    assert not preview.note.isVisible()
    session.set_value("schedule.name", "plateau")
    assert preview.note.text().startswith("The rate falls when validation stops improving")
    session.set_value("schedule.name", "constant")
    assert not preview.note.isVisible()


def test_the_schedules_ticks_read_as_the_field_does_and_do_not_touch(qtbot, form, session):
    preview = SchedulePreview(session)
    qtbot.addWidget(preview)
    preview.resize(240, 120)
    session.set_value("optimizer.lr", 1e-3)
    axis = preview.findChild(Plot).axes["left"]
    with qtbot.waitExposed(preview):
        preview.show()
    ((spacing, values),) = axis.tickValues(*axis.range, axis.height())
    words = axis.tickStrings(values, 1.0, spacing)
    assert "1e-3" in words
    apart = axis.height() * spacing / (axis.range[1] - axis.range[0])
    assert apart >= 1.3 * QFontMetricsF(fonts.font("small")).height()


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
    current_theme().set_scale(1.5)
    try:
        assert form.row("data.batch_size").editor.width() == round(before * 1.5)
    finally:
        current_theme().set_scale(1.0)
    assert form.row("data.batch_size").editor.width() == before


def test_the_weights_of_epochs_say_what_they_take_on_the_disk(form, session):
    row = form.row("training.epoch_weights")
    assert row.remark == ""
    session.take(_prepared(session.recipe))
    session.set_value("training.epochs", 9)
    assert row.remark == "About 26 MB for 9 epochs"
    session.set_value("training.epoch_weights", True)
    assert row.remark == "About 26 MB for 9 epochs"
    session.set_value("training.epochs", 1)
    assert row.remark == "About 5.1 MB for 1 epoch"
    session.take(RunStarted(1, session.recipe, History("accuracy"), Path("run"), 1, 844, 64))
    assert row.remark == "About 5.1 MB for 1 epoch"
    session.take(StateChanged(0, State.IDLE))
    session.set_value("model.name", "mlp")
    assert row.remark == ""


def choices_cut(form):
    """The visible choices of the form whose label does not fit."""
    fields = [field for field in form.findChildren(ChoiceField) if field.isVisible()]
    assert fields
    return [field.currentText() for field in fields if field.width() < field.wanted_width()]


@pytest.mark.parametrize(
    ("key", "long", "short"),
    [("model.name", "mlp", "neural_network"), ("schedule.name", "plateau", "constant")],
)
def test_a_choice_whose_words_do_not_fit_beside_its_label_stands_below_it(qtbot, form, session, key, long, short):
    form.reveal(key)
    row = next(row for row in form.findChildren(RecipeRow) if row.key == key)
    assert session.set_value(key, long)
    qtbot.waitUntil(lambda: row.editor.x() == 0 and not choices_cut(form))
    assert row.editor.y() >= row.label.geometry().bottom()
    assert session.set_value(key, short)
    qtbot.waitUntil(lambda: row.editor.x() > row.label.x() and not choices_cut(form))
