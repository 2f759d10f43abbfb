"""Tool tips that explain what controls are about, by object name, for those to which their views give none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QLineEdit, QTabBar, QTabWidget, QWidget

from studio.look.i18n import QT_TRANSLATE_NOOP
from studio.widgets.folding_section import SectionHeader
from studio.widgets.segmented import Segmented

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

_N = QT_TRANSLATE_NOOP
_GIVEN = "givenToolTip"
_ONE_OF_MANY = re.compile(r"_.+|\d+$")

TIPS = {
    # The sections of the recipe
    "dataHeader": _N("ToolTips", "Data: the examples that the model learns from, and how they reach it"),
    "modelHeader": _N("ToolTips", "Model: the function whose parameters are trained"),
    "lossHeader": _N(
        "ToolTips", "Loss: the number that says how wrong the answers are, and that training makes smaller"
    ),
    "optimizerHeader": _N("ToolTips", "Optimizer: the rule by which the gradients change the weights"),
    "scheduleHeader": _N("ToolTips", "Schedule: how the learning rate changes during the run"),
    "metricHeader": _N("ToolTips", "Metric: what is measured besides the loss, to judge the model by"),
    "trainingHeader": _N("ToolTips", "Training: how long, in which precision, and what of the run is kept"),
    "dataAugmentAdd": _N(
        "ToolTips", "Add a random change to the training pictures, so that the model does not memorize them"
    ),
    # Train
    "statusEpoch": _N("ToolTips", "An epoch is one pass over the whole training set"),
    "statusBatch": _N("ToolTips", "A batch is the set of examples that one step of the optimizer uses"),
    "statusText": _N("ToolTips", "What the program is doing now"),
    "predictionsOrder": _N("ToolTips", "Show the examples with wrong answers first, or always in the same order"),
    "tileGrid": _N(
        "ToolTips", "Examples with the truth and the model's answer; open one for all probabilities (Enter)"
    ),
    "confusionSplit": _N(
        "ToolTips", "Validation examples decide which epoch is best; test examples give the final result"
    ),
    "confusionMode": _N("ToolTips", "Show percentages of each true class, or counts"),
    "confusionTable": _N(
        "ToolTips", "Each row is a true class, each column an answer; right answers are on the diagonal"
    ),
    "confusionExamplesCopy": _N("ToolTips", "Copy the paths of these examples"),
    "classesSwitch": _N(
        "ToolTips", "How well each class is recognised, or whether the model is right as often as it is sure"
    ),
    "classesSplit": _N(
        "ToolTips", "Validation examples decide which epoch is best; test examples give the final result"
    ),
    "classesTable": _N(
        "ToolTips",
        "Precision: how many of its answers are right. Recall: how many of the class are found. F1: both in one number",
    ),
    "trySwitch": _N("ToolTips", "What to ask the model about: a drawing, values that you set, or files"),
    "drawingTool": _N("ToolTips", "Draw, or erase what is drawn"),
    "drawingUndo": _N("ToolTips", "Undo the last stroke"),
    "drawingClear": _N("ToolTips", "Clear the drawing (Del)"),
    "tryOpenFiles": _N("ToolTips", "Choose pictures, tables or arrays and see what the model answers to each"),
    "tryOpenFolder": _N("ToolTips", "Choose a folder; folders of classes in it are scored like a test set"),
    "schedulePreview": _N("ToolTips", "The learning rate over the epochs of the run"),
    "thresholdTable": _N(
        "ToolTips", "Right and wrong answers at this threshold: rows are the true classes, columns the answers"
    ),
    "scatterTable": _N("ToolTips", "The examples with the largest errors first"),
    "residualsTable": _N("ToolTips", "The examples with the largest errors first"),
    "lossCanvas": _N("ToolTips", "The loss: how wrong the answers are; lower is better"),
    "accuracyCanvas": _N("ToolTips", "The main metric of the task, in training and in validation"),
    # Data
    "dataSplit": _N(
        "ToolTips",
        "The model learns from training examples, is checked on validation examples and judged on test examples",
    ),
    "dataSideSwitch": _N("ToolTips", "Choose a list of examples, or see the one that is chosen"),
    "dataShown": _N("ToolTips", "See the data as points in the plane, as rows, or column by column"),
    "exampleGrid": _N("ToolTips", "Choose an example to see it beside what the model receives"),
    "exampleRows": _N("ToolTips", "Choose a row to see its values beside what the model receives"),
    "examplePlot": _N("ToolTips", "Each point is an example, in the colour of its class"),
    "dataFilters": _N(
        "ToolTips", "Show only examples of a class, with a finding, or that were learnt in a certain way"
    ),
    "columnTable": _N("ToolTips", "What each column holds, and whether it is learnt from or predicted"),
    "columnPlot": _N("ToolTips", "How often each value of the column occurs"),
    "examplePoints": _N("ToolTips", "Choose a point to see its values and its class"),
    "columnBy": _N("ToolTips", "Draw the values by part of the data, or by what is predicted"),
    "dataReading": _N("ToolTips", "How the file is read: separator, encoding, header, decimal mark"),
    # Model
    "modelKind": _N(
        "ToolTips",
        "How the model is defined: layers that you stack, a class of your own, or a published or built-in network",
    ),
    "networkDiagram": _N(
        "ToolTips", "Boxes in the order in which they compute, with the shape that comes out of each one"
    ),
    "builtIn_": _N("ToolTips", "Train this network; its arguments are fields of the recipe"),
    "editAsLayers_": _N("ToolTips", "Open this network as a list of layers that you can change"),
    "stagesHeader": _N("ToolTips", "Stages: which parameters are trained, from which epoch, and how fast"),
    "beforeHeader": _N("ToolTips", "Before Train: measure memory, time and a learning rate before you wait for a run"),
    "layersEditButton": _N("ToolTips", "Open the current network as a list of layers that you can change"),
    "layersFromButton": _N("ToolTips", "Begin with the layers of a built-in network"),
    "layersFirstButton": _N("ToolTips", "Begin with a single layer and add others below it"),
    "layerColumn": _N("ToolTips", "The layers in the order in which they compute; what comes out of each one is on it"),
    "paletteFilter": _N("ToolTips", "Words in the name or the description of a layer"),
    "paletteList": _N("ToolTips", "Layers that PyTorch has; choose one to add it"),
    "modelOpenFile": _N("ToolTips", "Choose a file with an nn.Module; it runs only after you have agreed"),
    "modelTemplate_": _N("ToolTips", "Begin a file of your own with this class"),
    "architectureSearch": _N("ToolTips", "Words in the name of a network, such as resnet"),
    "architectureTable": _N("ToolTips", "Published networks with their size and their accuracy on ImageNet"),
    # Inside
    "tensorForm": _N("ToolTips", "See the values as a picture, one picture for each channel, or as numbers"),
    "tensorValues": _N("ToolTips", "The numbers in the tensor, by their indices"),
    "stepLine_": _N("ToolTips", "A line of code of the step, with the results of that phase below it"),
    "tensorCompare": _N("ToolTips", "Another tensor of the same shape, to see the difference"),
    "graphView": _N("ToolTips", "Boxes are operations; backward goes from the loss to the parameters; scroll to zoom"),
    "healthStrips": _N("ToolTips", "A strip for each layer over the batches of the run; point at it to read a value"),
    "tensorFilter": _N("ToolTips", "Words in the name of a tensor, such as grad"),
    "tensorTree": _N("ToolTips", "Everything that the step holds: batch, activations, loss, parameters and gradients"),
    "moduleView": _N("ToolTips", "A layer as it is now, its health over the run, or what happens if it is changed"),
    "moduleTree": _N("ToolTips", "The modules of the model, with the shapes that go in and come out"),
    "healthMeasure": _N("ToolTips", "What to plot for each layer: gradients, updates, activations, dead units"),
    "healthSpan": _N("ToolTips", "All batches of the run, or the last ones"),
    "explainSplit": _N("ToolTips", "The part of the data that the example is from"),
    "explainExamples": _N("ToolTips", "Examples whose answer can be explained; choose one"),
    "explainMethod": _N("ToolTips", "The method that finds which parts of the input support the answer"),
    "explainPictures": _N("ToolTips", "Which parts of the input support the answer, by each method"),
    "explainUnitLayer": _N("ToolTips", "The layer whose units are looked at"),
    "explainUnits": _N("ToolTips", "The units of the layer, and how strongly each responds to this example"),
    "compareParts": _N("ToolTips", "Compare the graphs, the weights, or the outputs of the layers"),
    "compareActivationsTable": _N("ToolTips", "How alike both models' layers respond to the same example"),
    "compareWeightsTable": _N("ToolTips", "How far apart the weights of both models are"),
    "compareGraph": _N("ToolTips", "The operations of this model; what the other one does not have is marked"),
    "consoleOutput": _N("ToolTips", "What was evaluated, and its result; links lead to tensors and modules"),
    "consoleInput": _N(
        "ToolTips", "Python on the objects of the run; Enter evaluates, Up and Down bring back what you typed"
    ),
    "changeFactor": _N("ToolTips", "What the weights are multiplied by; 1 leaves them as they are"),
    "changeNoise": _N("ToolTips", "How strong the noise is, as a share of the weights' standard deviation"),
    "stepUnit": _N("ToolTips", "How far each step goes"),
    "watchHeader": _N("ToolTips", "Watchpoints: conditions at which the run pauses by itself"),
    # Runs and weights
    "runsTable": _N("ToolTips", "Every run; tick some to lay them under the curves, choose several to compare them"),
    "runComparisonTable": _N("ToolTips", "Settings that differ first, then results; the best has a star"),
    "runCurvesHeader": _N("ToolTips", "Curves: the loss and the main metric of this run"),
    "runNumbersHeader": _N("ToolTips", "Numbers: when and where the run took place, and its results"),
    "runNotesHeader": _N("ToolTips", "Notes: your own text and tags, which the search finds"),
    "runRecipeHeader": _N("ToolTips", "Recipe: everything that decided this run"),
    "runRecipe": _N("ToolTips", "The recipe as it is on disk, to read and to copy from"),
    "weightsTree": _N("ToolTips", "The names in the file with shape, type and range of each tensor"),
    "weightsLoadTree": _N("ToolTips", "What fits the model; tick what is to be loaded"),
    "weightsCompareTree": _N("ToolTips", "The tensors of both files, and how far apart they are"),
    # Dialogs
    "aboutCloseButton": _N("ToolTips", "Close this window (Esc)"),
    "pluginsCloseButton": _N("ToolTips", "Close this window (Esc)"),
    "continueEpochsField": _N("ToolTips", "How many epochs the run is to have in all, those that are trained included"),
    "exportReplayFirst": _N("ToolTips", "The batch with which the exported replay begins"),
    "exportReplayLast": _N("ToolTips", "The batch with which the exported replay ends"),
    "exportReplaySeconds": _N(
        "ToolTips", "How long the exported replay is to last; batches are shown faster or slower for it"
    ),
    "exportReplayButton": _N("ToolTips", "Choose a file, and write the replay to it"),
    "exportReplayCancelButton": _N("ToolTips", "Write nothing (Esc)"),
    "labelBox": _N("ToolTips", "What these examples really are; type to find a class"),
    "labelCancelButton": _N("ToolTips", "Leave the labels as they are (Esc)"),
    "labelTakeButton": _N(
        "ToolTips", "Give the examples this label; it is used from the next run on, and can be undone"
    ),
    "tellMe_": _N(
        "ToolTips", "Whether you are told of this, and how: on the desktop, by a sound, or through the webhook"
    ),
    "tellMeTry_": _N("ToolTips", "Try now whether this way reaches you"),
    "tellMeCancelButton": _N("ToolTips", "Leave everything as it was (Esc)"),
    "tellMeSaveButton": _N("ToolTips", "Keep what is chosen here for all runs"),
    "codeFilesField": _N("ToolTips", "The files that would be run: yours, and those that it imports from its folder"),
    "codeFilesText": _N("ToolTips", "What the file says; read it before you let it run"),
    "weightsFitTable": _N(
        "ToolTips", "Each tensor of the model and of the file, and whether they fit; what does not fit comes first"
    ),
    "weightsFitFilter": _N("ToolTips", "Which tensors are listed"),
}
"""The sentences; a name that ends in ``_`` stands for several of a kind."""

TABS = {
    ("resultTabs", "predictionsTab"): _N(
        "ToolTips", "What the model answers for the same unseen examples, as it trains"
    ),
    ("resultTabs", "confusionTab"): _N("ToolTips", "Which classes get mixed up"),
    ("resultTabs", "classesTab"): _N(
        "ToolTips", "How well each class is recognised, and how far to trust a confidence"
    ),
    ("resultTabs", "thresholdView"): _N(
        "ToolTips", "The probability from which the answer is yes, and what that costs"
    ),
    ("resultTabs", "scatterView"): _N("ToolTips", "Predicted values against the true ones"),
    ("resultTabs", "residualsView"): _N("ToolTips", "By how much each answer is wrong"),
    ("resultTabs", "boundaryView"): _N("ToolTips", "What the model answers everywhere, not only at the examples"),
    ("resultTabs", "tryView"): _N("ToolTips", "Ask the model about a drawing, values or files of your own"),
    ("resultTabs", "insideStep"): _N("ToolTips", "The paused step, beside the curves"),
    ("insideTabs", "tensorPanel"): _N("ToolTips", "Every array of numbers in the step, with its gradient"),
    ("insideTabs", "graphPanel"): _N("ToolTips", "The operations that backward goes through to find the gradients"),
    ("insideTabs", "moduleDetail"): _N(
        "ToolTips", "The layers of the model: shapes, times, health, and changes by hand"
    ),
    ("insideTabs", "explainPanel"): _N("ToolTips", "Which parts of an input support the model's answer"),
    ("insideTabs", "comparePanel"): _N("ToolTips", "Two models side by side: graphs, weights and activations"),
    ("insideTabs", "consolePanel"): _N("ToolTips", "Python on the objects of the run"),
}
"""The sentences about tabs, by the name of their widget and of what is behind them."""


class ToolTips(QObject):
    """Gives the controls of a window their tool tips, and words them anew with the language. No signals."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        window.pages.page_changed.connect(self._give_what_is_shown)
        window.session.prepared.connect(self._give_what_is_shown)
        window.session.run_started.connect(self._give_what_is_shown)
        window.pages.completed.connect(self._follow_pages)
        if window.pages.is_complete:
            self._follow_pages()
        self.give()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.LanguageChange:
            self.give()
        return False

    @Slot()
    def _follow_pages(self) -> None:
        for tabs in self._window.findChildren(QTabWidget):
            tabs.currentChanged.connect(self._give_what_is_shown)
        self.give()

    @Slot()
    def _give_what_is_shown(self, event: object = None) -> None:
        # Thousands of widgets are hidden, and get theirs when their page is shown.
        shown = self._window.pages.currentWidget()
        if shown is not None:
            self.give_within(shown)

    def give(self) -> None:
        """Give a tool tip to all that has none of its own."""
        self.give_within(self._window)

    def give_within(self, whole: QWidget) -> None:
        """Give a tool tip to all in ``whole`` that has none of its own."""
        for widget in whole.findChildren(QWidget):
            sentence = (
                TIPS.get(name) or TIPS.get(_ONE_OF_MANY.sub("_", name)) if (name := widget.objectName()) else None
            )
            if sentence is not None:
                _give(widget, QCoreApplication.translate("ToolTips", sentence))
            if isinstance(widget, QTabWidget):
                _give_tabs(widget)


def _give(widget: QWidget, sentence: str) -> None:
    if isinstance(widget, SectionHeader):
        widget.explain(sentence)
    elif widget.toolTip() in ("", widget.property(_GIVEN)):
        widget.setToolTip(sentence)
        widget.setProperty(_GIVEN, sentence)


def _give_tabs(tabs: QTabWidget) -> None:
    for index in range(tabs.count()):
        shown = tabs.widget(index)
        sentence = TABS.get((tabs.objectName(), shown.objectName())) if shown is not None else None
        if sentence is not None:
            tabs.setTabToolTip(index, QCoreApplication.translate("ToolTips", sentence))


def told_by(widget: QWidget) -> str:
    """The tool tip that a person sees over ``widget``: its own, or that of what it is a part of."""
    if isinstance(widget, QTabBar):
        tips = [widget.tabToolTip(index) for index in range(widget.count()) if widget.isTabVisible(index)]
        return "\n".join(tips) if all(tips) else ""
    if widget.toolTip():
        return widget.toolTip()
    if isinstance(widget, QAbstractScrollArea) and widget.viewport().toolTip():
        return widget.viewport().toolTip()
    whole = widget.parentWidget()
    if isinstance(whole, QAbstractScrollArea):
        return told_by(whole)
    is_part = isinstance(whole, (Segmented, QComboBox, QLineEdit)) or isinstance(widget, QAbstractScrollArea)
    return told_by(whole) if whole is not None and is_part else ""
