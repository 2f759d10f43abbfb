"""Fixtures with which anyone drives the studio in a GUI test: the real window on the real engine.

Import them into a ``conftest.py``::

    from studio.testing import studio, studio_app, studio_settings  # noqa: F401

and use them with pytest-qt::

    def test_training(studio, qtbot):
        qtbot.mouseClick(studio.button("trainButton"), Qt.MouseButton.LeftButton)
        studio.wait_for_state("training")

Every widget that a person can use has a stable ``objectName``. A field of the recipe is called by its key in camelCase:
``optimizer.lr`` is ``optimizerLrField``, in ``optimizerSection``; options of a switch stand in brackets behind it;
``…`` and ``<n>`` tell several of a kind apart.

Names, by the part of the window
================================
boundaryView: boundaryView, boundaryTarget, boundaryClicks, boundaryLegend, boundaryPlot, boundarySentence,
  boundaryUnits, boundaryLayer, boundaryUnitPictures
classesView: classesView, classesSplit (validation test), classesCopy, classesTable
confusionView: confusionView, confusionBack, confusionHeading, confusionExamplesCopy, confusionExamplesSave,
  confusionBrowser, tileDetail, tileBack, tileBars, tileGrid, confusionSplit (validation test), confusionMode (rows
  counts), confusionTable, confusionSentence
continueOffer: continueOffer, continueOfferText, continueRunButton
correctionsBar: correctionsBar, correctionsSentence, correctionsMenu, correctionsShow, correctionsBringBack,
  correctionsClear, correctionsContinue, correctionsStart
curvesView: curvesView, curvesNotice, bannerAction, bannerClose, overlayLegend, lossPanel, smoothingSlider,
  lossScaleSwitch (linear log), curvesExportMenu, exportPngAction, exportSvgAction, exportCsvAction,
  showPreviousRunAction, showLossAction, showAccuracyAction, lossCanvas, followButton, accuracyPanel, axisSwitch
  (batch epoch seconds), spanSwitch (all last), curvesViewMenu, accuracyCanvas
dataFactsView: dataFactsView, dataReadAgain, dataFindings, dataBalance
dataView: dataView, dataReading, dataScroll, exampleDetail, exampleFacts, exampleDrawAgain, exampleTools,
  examplesLabelAction, examplesLeaveOutAction, examplesTakeBackAction, examplesNearestAction, examplesCopyAction,
  examplesSaveAction, exampleLabelButton, exampleValueButton, exampleLeaveOutButton, exampleTakeBackButton,
  exampleNearestButton, exampleLosses, exampleLossesCaption, rowDetail, rowWhole, dataShown (points rows columns),
  dataSplit (all training validation test), dataCaption, examplesCopy, examplesSave, listHead, listAbout, listBack,
  listProgress, listNothing, dataLeftOut, dataNothing, columnsPanel, tableReading_…, tableFirstRows, columnRole,
  columnType, columnTable, tableProblem, exampleRows, columnBy (split target), columnPlot, examplePoints,
  examplePlot, exampleGrid, dataFilters, dataOpenButton, dataOpenFolderButton
downloadOffer: downloadOffer, downloadOfferText, downloadDataButton
graphView: graphView
insideView: insideView, besideLookButton, besideBackButton, insideSplit, insideTabs, consolePanel, consoleOutput,
  consoleChanges, consoleUndoButton, consoleKeepButton, consoleBreakpoint, consoleGoOnButton, consoleSnippets,
  consoleInterruptButton, consoleClearButton, consoleStatus, consoleInput, comparePanel, compareRun<n>,
  compareWeights<n>, compareSplit, compareExample, compareExampleBefore, compareExampleNext, compareButton,
  compareSummary, comparePicture, compareTruth, compareAnswers, compareParts (graphs weights activations),
  compareOnlyDifferent, compareDetail, compareTitle, compareWords, compareMapFirst, compareMapSecond,
  compareMapDifference, compareTiles, compareActivationsTable, compareWeightsTable, compareGraph<n>, compareDepth,
  compareToWeights, compareToActivation, compareFitButton, compareGraphWords, explainPanel, explainScroll,
  explainSplit, explainNumber, explainOpenButton, explainExamples, explainProblem, explainVerdict, explainMethod
  (saliency integrated-gradients grad-cam occlusion), explainPictures, explainBars, explainSentence, explainTarget,
  explainBaseline, explainCamLayer, explainWindow, explainAgainButton, explainFound, explainUnitLayer, explainUnits,
  explainUnitNumbers, explainUnit, explainFindButton, moduleDetail, moduleSplit, changePanel, changeScroll,
  changeTitle, changeReason, changeScope (layer units), changeUnits, changeSilenceButton, changeSwapButton,
  changeScaleButton, changeFactor, changeNoiseButton, changeNoise, changeSeed, changeSetButton, changeParameter,
  changeIndex, changeValue, changeSaid, changeChanges, changeUndoButton, changeKeepButton, changeSentence,
  changeTiles, changeTable, changeFeederButton, healthPanel, healthMeasure, healthValue, healthSpan, healthScroll,
  healthStrips, healthWordsScroll, healthWords, modulePanel, moduleSentence, moduleMeasureButton, moduleTree,
  graphPanel, graphSearch, graphDepth, graphToInputs, graphToLoss, graphReadButton, graphFitButton,
  graphExportButton, graphWords, graphBackwardButton, graphRetain, graphTotals, tensorPanel, tensorScroll,
  tensorDetail, tensorTitle, tensorPinButton, tensorCopyButton, tensorCompare, tensorDifference, tensorMap,
  tensorOtherMap, tensorDifferenceMap, tensorTiles, tensorValues, tensorHistogram, tensorHistory, tensorFacts,
  tensorFilter, tensorTree, insideBesideButton, insideStep, stepper, stepControls, stepTitle, stepSentence, stepUnit
  (operation module phase batch epoch), stepForwardButton, stepBackButton, slowMotionButton, fullSpeedButton,
  insidePinButton, stepBesideButton, slowMotionSlider, slowMotionSpeed, stepNotes, stepScroll, stepLine_…,
  stepWeightName, stepWeightIndex, insideBeginButton, watchPanel, watchHeader, watchAddButton, watchAdd_…,
  watchScroll, watchEmpty
interruptedView: interruptedView, interruptedCard, interruptedName, interruptedProgress, continueInterruptedButton,
  openInterruptedButton, dismissInterruptedButton, showInterruptedButton
layersChosenBar: layersChosenBar, layersChosenCount, layersChosenUp, layersChosenDown, layersChosenDuplicate,
  layersChosenEnable, layersChosenCopy, layersChosenRemove
logView: logView, logLevelSwitch (info warning error), logCopyButton, logList
mainWindow: mainWindow, trainAction, stepPhaseAction, stepBatchAction, stepEpochAction, stopKeepLastAction,
  stopKeepBestAction, finishEpochAction, stopDiscardAction, continueRunAction, verifyRunAction, saveWeightsAction,
  loadWeightsAction, evaluateAction, tryPicturesAction, openDataFolderAction, openDataFileAction, pasteAction,
  openRecipeAction, saveRecipeAction, openRunFolderAction, chooseRunsFolderAction, emptyPictureCacheAction,
  undoAction, redoAction, showLogAction, showTrainPageAction, showDataPageAction, showModelPageAction,
  showInsidePageAction, showRunsPageAction, showWeightsPageAction, largerTextAction, smallerTextAction,
  normalTextAction, presentAction, speakerWindowAction, swapScreensAction, captionsAction, spotlightAction,
  zoomAction, drawAction, clearDrawingAction, pluginsAction, aboutAction, quitAction, pages, trainPage, resultTabs,
  classesSwitch (classes calibration), panelSwitch (recipe curves results), noticeBanner, bannerAction, bannerClose,
  stageCaption, spotlight, stageDrawing, stageZoom, stagePointing
modelClassForm: modelClassForm, modelClassField, modelAnswerField
modelView: modelView, modelKind (layers ownClass torchvision builtIn), modelDiagramButton, modelSummary,
  modelRemark, modelLock, modelStructure, networkDiagram, modelTotals, modelVerdict, diagramFitButton,
  diagramExportButton, builtInModels, builtIn_…, editAsLayers_…, torchvisionModels, weightsField, weightsWords,
  downloadWeightsButton, weightsFromScratchButton, architectureChanges, groupsEditor, headFirstButton,
  addGroupButton, moduleTable, architectureSearch, architectureTable, ownClassPart, modelTrial, modelTrialSentence,
  modelTrialAct, modelFindings, modelForward, modelTrialFacts, modelTrialPrinted, codeEditor, codeFindClose,
  codeFind, codeFound, codeFindBack, codeFindOn, codeFindCase, codeReplace, codeReplaceOne, codeReplaceAll,
  codeLine, modelBackToClass, modelFileMenu, modelOpenAction, modelSaveAction, modelSaveAsAction, modelReloadAction,
  modelFindAction, modelReplaceAction, modelLineAction, modelFilePlace, modelSaveFile, modelTryFile, modelNew_…,
  modelModules, modelOpenFile, modelTemplate_…, layersPart, layerPalette, paletteFilter, paletteList,
  layerAddButton, layersCopyButton, layersCodeButton, layerColumn, layersEditButton, layersFromButton,
  layersFirstButton, stagesPanel, stagesHeader, beforePanel, beforeHeader, beforeLock, beforeStale, beforeScroll,
  beforeMeasureButton, beforeMeasureText, beforeMeasureProgress, beforeVerdict, beforePortions, beforeDevices,
  beforeTimes, beforeBatches, beforeLargerBatches, beforeFastestButton, beforeFastestText, beforeFastestProgress,
  beforeSpeeds, beforeFindRateButton, beforeFindRateText, beforeFindRateProgress, beforeRateCurve, beforeRateText,
  beforeUseRate
moduleView: moduleView (now overTime change)
phaseStrip: phaseStrip, phase_…, phaseSentence, phaseLoss, phaseCode
predictionsView: predictionsView, predictionsOrder (mistakes fixed), predictionsCaption, predictionsBrowser,
  tileDetail, tileBack, tileBars, tileGrid, tryPicturesButton, predictionsCopy, predictionsSave
rail: rail, trainPageButton, dataPageButton, modelPageButton, insidePageButton, runsPageButton, weightsPageButton
recipeForm: recipeForm, recipeLockCaption, recipeScroll, <section>Section, <section>Header, <field>Field,
  <field>Reset, <field>Remark, <field>Use, <field>Add, augmentationPreview, augmentationPairs, augmentationProblem,
  augmentationAgain, <section>MoreButton, <field>Browse, schedulePreview
reliabilityView: reliabilityView, reliabilitySplit (validation test), reliabilityTarget, reliabilitySentence,
  reliabilityPlot, reliabilityCounts, reliabilityDetail
residualsView: residualsView, residualsSplit (validation test), residualsTarget, residualsPlot, residualsSentence,
  residualsListCopy, residualsListSave, residualsTable
rowForm: rowForm, rowBars, rowSentence, rowUsualValues, rowScroll
runsView: runsView, runsNotice, bannerAction, bannerClose, runComparison, runComparisonBack, runComparisonLegend,
  lossCanvas, accuracyCanvas, runComparisonTable, runsSearch, runsStateFilter (all running interrupted finished
  failed), runsTotal, runsSplit, runDetails, runName, runState, runProblem, runOpenButton, runContinueButton,
  runOverlayButton, runCompareButton, runInsideButton, runVerifyButton, runFolderButton, runDeleteButton,
  runDuplicateButton, runFacts, runTags, runNotes, runRecipe, runsSelection, runsCompareButton, runsInsideButton,
  runsOverlayButton, runsDeleteButton, runsTable, runOpenAction, runContinueAction, runOverlayAction,
  runCompareAction, runInsideAction, runDuplicateAction, runVerifyAction, runFolderAction, runRenameAction,
  runDeleteAction
scatterView: scatterView, scatterSplit (validation test), scatterTarget, scatterPlot, scatterSentence,
  scatterListCopy, scatterListSave, scatterTable
statusBar: statusBar, statusDot, statusText, statusEpoch, statusBatch, statusProgress, statusTimeLeft, statusSpeed,
  statusSnapshot, statusDevice
tensorForm: tensorForm (map tiles values)
thresholdView: thresholdView, thresholdSplit (validation test), thresholdTarget, thresholdSlider, thresholdReset,
  thresholdSentence, rocPlot, precisionRecallPlot, thresholdTable
toolbar: toolbar, stageSign, trainButton, stepButton, stopButton, deviceButton, device_…, saveWeightsButton,
  loadWeightsButton, presetButton, preset_…, menuButton, theme_…, language_…
tryView: tryView, trySwitch (draw row files), tryFilesPage, tryOpenFiles, tryOpenFolder, tryFilter, tryKinds (all
  wrong problems), tryCopyPaths, trySaveCsv, tryTable, tryProgress, tryStop, trySentence, drawingPage,
  drawingCanvas, drawingTool (pencil eraser), drawingUndo, drawingClear, drawingSeen, drawingSentence, drawingBars
weightsView: weightsView, weightsBack, weightsTitle, weightsTotals, weightsFilter, weightsOpen, weightsCompare,
  weightsLoad, weightsBanner, bannerAction, bannerClose, weightsLoadSide, weightsLoadCounts, weightsLoadRemark,
  weightsRenameAdd, weightsRenameKind<n>, weightsRenameText<n>, weightsRenameBy<n>, weightsRenameRemove<n>,
  weightsLoadButton, weightsLoadTree, weightsCompareTree, weightsCompareFiles, weightsCompareSummary, weightsSide,
  weightsDetails, weightsDetailsTitle, weightsDetailsRemark, weightsHistogram, weightsExplanation,
  weightsExplainStateDict, weightsExplainPickle, weightsExplainMapLocation, weightsTree
dialogs, and what is made when it is needed: aboutDialog, acceptChangedDataButton, changedCodeDialog,
  changedDataDialog, changedKeepButton, changedLoadButton, closingDialog, closingDiscardButton, closingGoOnButton,
  closingSaveButton, closingSnapshotButton, codeCloseButton, codeCompletions, codeCopyButton, codeDialog,
  codeFilesField, codeFilesText, codeSaveButton, codeText, continueButton, continueCancelButton, continueChange_…,
  continueChangedLines, continueChanges, continueDialog, continueEpochsField, continueNewCode, dataFact_…,
  discardDialog, discardGoOnButton, discardRunButton, downloadButton, downloadCancelButton, downloadDialog,
  emptyCacheButton, emptyCacheDialog, examplesContextMenu, explainPictureDialog, exportCurvesDialog, finding_…,
  initialWeightsDialog, keepCacheButton, keepDataButton, labelBox, labelCancelButton, labelDialog, labelField,
  labelTakeButton, label_…, layerEnabledField, layerMoreButton, layerNameField, layerRepair_…, leaveOutDialog,
  loadWeightsDialog, modelArgument_…, modelFinding_…, modelPageEditButton, offer_…, openDataFileDialog,
  openDataFolderDialog, openRecipeDialog, openSourceDialog, outputCancelButton, outputExistsDialog,
  outputOtherButton, outputReplaceButton, overlayBox_…, overlayRemove_…, partBack_…, pluginsDialog, pluginsSentence,
  pythonCancelButton, pythonDataButton, pythonFileDialog, pythonModelButton, replaceKeepButton, replaceRecipeButton,
  replaceRecipeDialog, replaceSaveFirstButton, reportClose, reportCopy, reportDetails, reportDialog, reportLog,
  reportSection, runNameEditor, runsFolderDialog, runsMenu, saveCodeDialog, saveDiagramDialog, saveExamplesDialog,
  saveGraphDialog, savePredictionsDialog, saveRecipeDialog, saveSourceDialog, saveWeightsDialog, show_…,
  speakerClock, speakerNext, speakerNotes, speakerNotice, speakerPicture, speakerResetButton, speakerStartButton,
  speakerState, speakerStopwatch, speakerWindow, swapLayerDialog, trainedWeightsDialog, trustCancelButton,
  trustDialog, trustRunButton, tryFilesDialog, tryFolderDialog, unreadableLeaveOutButton, unreadableLookButton,
  unsavedCancelButton, unsavedCodeDialog, unsavedDiscardButton, unsavedSaveButton, verifiedCloseButton,
  verifiedDialog, verifiedTable, watchExpression_…, watchName_…, watchOn_…, watchRemove_…, weightsCancelButton,
  weightsCompareDialog, weightsContinueButton, weightsFitCancel, weightsFitDialog, weightsFitFilter, weightsFitLoad,
  weightsFitRename, weightsFitTable, weightsFreshButton, weightsOpenDialog
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.app import Studio, make_application
from studio.look.settings import Settings
from trainer_core.protocol.events import Event, RunEnded, State

W = TypeVar("W", bound=QWidget)
E = TypeVar("E", bound=Event)

TIMEOUT_MS = 60_000


def top_level_widgets() -> list[QWidget]:
    """Every window, dialog and popup of the application.

    `QApplication.topLevelWidgets` makes Python objects of a list of pointers. If Python collects garbage meanwhile, and
    a widget without a parent is part of it (pyqtgraph makes some), the rest of the list points at what is gone, and the
    process ends. So nothing is collected until the list is made.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return QApplication.topLevelWidgets()
    finally:
        if collects:
            gc.enable()


class StudioRobot:
    """A running studio and short words for what a person does with it.

    ``events`` holds every event of the engine since the start, in order.
    """

    def __init__(self, studio: Studio, qtbot: QtBot) -> None:
        self.studio = studio
        self.window = studio.window
        self.session = studio.session
        self.qtbot = qtbot
        self.events: list[Event] = []
        self._answers: list[_Answer] = []
        self._ear = _Ear(self.events, studio)
        studio.thread_.engine_event.connect(self._ear.hear)

    def find(self, name: str, kind: type[W]) -> W:
        """The widget called ``name`` in the window."""
        widget = self.window.findChild(kind, name)
        assert widget is not None, f"no {kind.__name__} is called {name}"
        return widget

    def button(self, name: str) -> QAbstractButton:
        return self.find(name, QAbstractButton)

    def action(self, name: str) -> QAction:
        action = self.window.findChild(QAction, name)
        assert action is not None, f"no action is called {name}"
        return action

    def of(self, kind: type[E]) -> list[E]:
        """The engine's events of one kind so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def wait_for(self, condition: Callable[[], Any]) -> None:
        """Serve the window until ``condition`` holds."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=TIMEOUT_MS)

    def wait_for_event(self, kind: type[E], number: int = 1) -> E:
        """Serve the window until the engine has told ``number`` events of a kind; return the last of them."""
        self.wait_for(lambda: len(self.of(kind)) >= number)
        return self.of(kind)[number - 1]

    def wait_for_state(self, state: State | str) -> None:
        self.wait_for(lambda: self.session.state == state)

    def wait_until_prepared(self) -> None:
        """Serve the window until the data is loaded and the model built."""
        self.wait_for(lambda: self.session.preparation is not None and self.session.state is State.IDLE)

    def train_to_end(self) -> RunEnded:
        """Press Train and serve the window until the run has ended."""
        ended = len(self.of(RunEnded))
        self.button("trainButton").click()
        event = self.wait_for_event(RunEnded, ended + 1)
        self.wait_for_state(State.IDLE)
        return event

    def answer(self, name: str, act: Callable[[Any], None]) -> None:
        """Do something with the dialog called ``name`` as soon as it is open; the test fails if it never opens."""
        self._answers.append(_Answer(name, act, self.window))

    def close(self) -> None:
        """Close without asking and wait until the engine has left."""
        for widget in top_level_widgets():
            if isinstance(widget, QDialog):
                widget.close()
        self.window.hide()
        self.studio.shut_down()
        self.qtbot.waitUntil(self.studio.thread_.isFinished, timeout=TIMEOUT_MS)
        self.studio.thread_.wait()
        # The signal that the thread has ended may still be on its way, and is not delivered to what is deleted here.
        self.studio.garbage.stop()
        unanswered = [answer.name for answer in self._answers if not answer.done]
        self.window.deleteLater()
        self.studio.deleteLater()
        # Without a running event loop nothing else deletes them, and what comes next would dress them with its own.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not unanswered, f"dialogs that never opened: {unanswered}"


class _Ear(QObject):
    """Collects events on the GUI thread."""

    def __init__(self, events: list[Event], parent: QObject) -> None:
        super().__init__(parent)
        self._events = events

    @Slot(object)
    def hear(self, event: Event) -> None:
        self._events.append(event)


class _Answer(QObject):
    """Waits for a dialog to open and acts on it, once."""

    def __init__(self, name: str, act: Callable[[Any], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.done = False
        self._act = act
        self._timer = QTimer(self, interval=10)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        for widget in top_level_widgets():
            if widget.objectName() == self.name and widget.isVisible():
                self._timer.stop()
                self.done = True
                self._act(widget)
                return


@pytest.fixture(scope="session")
def studio_app() -> QApplication:
    """The application, dressed as the studio dresses it."""
    return make_application()


@pytest.fixture
def studio_settings(tmp_path: Path) -> Settings:
    """Fresh settings in a file of the test's own; runs are kept beside it."""
    settings = Settings(tmp_path / "settings.ini")
    settings.runs_folder = str(tmp_path / "runs")
    settings.corrections_folder = str(tmp_path / "corrections")
    settings.language = "en"
    settings.theme = "light"
    return settings


@pytest.fixture
def studio(studio_app: QApplication, studio_settings: Settings, qtbot: QtBot) -> Iterator[StudioRobot]:
    """The real window, shown, over the real engine, with a quick recipe: 512 real examples, two epochs, one thread."""
    training = {"training.epochs": 2, "training.device": "cpu", "training.threads": 1}
    quick = {"data.limit": 512, "data.batch_size": 32, **training}
    made = Studio(studio_app, studio_settings, changes=quick)
    robot = StudioRobot(made, qtbot)
    made.window.resize(1440, 900)
    made.window.show()
    try:
        qtbot.waitExposed(made.window)
        robot.wait_until_prepared()
        yield robot
    finally:
        robot.close()
