"""Which entry of Help explains a control: by its name or that of a widget around it, or by its field of the recipe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from studio.views.recipe.recipe_row import RecipeRow

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

FIELDS = {
    "data.source": "own-data",
    "data.batch_size": "batch",
    "data.validation_share": "recipe-split",
    "data.test_share": "recipe-split",
    "data.split": "recipe-split",
    "data.group": "recipe-split",
    "data.group_pattern": "recipe-split",
    "data.time": "recipe-split",
    "data.augment": "augmentation",
    "data.corrections": "corrections",
    "data.placement": "placement",
    "data.workers": "placement",
    "data.standardize": "standardization",
    "data.standardize_target": "standardization",
    "data.scaling": "standardization",
    "data.resample": "imbalance",
    "data.task": "task",
    "data.path": "own-data",
    "data.features": "data-columns",
    "data.left_out": "data-columns",
    "data.target": "data-columns",
    "data.trial_seconds": "own-code-error",
    "data.trial_memory": "own-code-error",
    "model.hidden": "hidden-width",
    "model.channels": "hidden-width",
    "model.width": "hidden-width",
    "model.blocks": "hidden-width",
    "model.dropout": "dropout",
    "model.batch_norm": "batch-norm",
    "model.activation": "activation-function",
    "model.architecture": "torchvision",
    "model.weights": "fine-tuning",
    "model.path": "own-class",
    "model.class": "own-class",
    "model.arguments": "own-class",
    "loss.name": "loss",
    "loss.label_smoothing": "label-smoothing",
    "loss.balanced": "imbalance",
    "loss.class_weights": "imbalance",
    "loss.positive_weight": "imbalance",
    "optimizer.name": "optimizer",
    "optimizer.lr": "learning-rate",
    "optimizer.momentum": "momentum",
    "optimizer.nesterov": "momentum",
    "optimizer.dampening": "momentum",
    "optimizer.betas": "momentum",
    "optimizer.weight_decay": "weight-decay",
    "optimizer.decoupled_weight_decay": "weight-decay",
    "schedule.name": "schedule",
    "schedule.warmup_epochs": "warm-up",
    "training.epochs": "epoch",
    "training.seed": "seed",
    "training.precision": "precision-term",
    "training.tf32": "speed-settings",
    "training.channels_last": "speed-settings",
    "training.compile": "speed-settings",
    "training.deterministic": "speed-settings",
    "training.clip_norm": "gradient-clipping",
    "training.accumulate": "accumulation",
    "training.stop_early_after": "early-stopping",
    "training.best_by": "validation",
    "training.snapshot_minutes": "snapshots",
    "training.snapshot_epochs": "snapshots",
    "training.snapshots_kept": "snapshots",
    "training.example_losses": "records",
    "training.replay": "records",
    "training.epoch_weights": "records",
    "training.health": "records",
    "training.health_every": "records",
    "training.tensorboard": "records",
    "training.threads": "device-term",
}
"""The entries that explain the concepts of fields; for the others there is that of their section."""

CONTROLS = {
    # The frame of the window
    "toolbar": "tool-bar",
    "deviceButton": "device",
    "presetButton": "preset",
    "menuButton": "menu",
    "saveWeightsButton": "state-dict",
    "loadWeightsButton": "load-weights",
    "stageSign": "presenter",
    "rail": "pages",
    "statusBar": "status-bar",
    "statusEpoch": "epoch",
    "statusBatch": "batch",
    "statusSnapshot": "checkpoint",
    "statusDevice": "device",
    "logView": "log",
    "noticeBanner": "notices",
    "replayBar": "replay",
    "demoBar": "demos",
    "recordBar": "demos",
    "speakerWindow": "speaker",
    # Train
    "trainPage": "train",
    "recipeForm": "recipe",
    "dataSection": "recipe-data",
    "modelSection": "recipe-model",
    "lossSection": "recipe-loss",
    "optimizerSection": "recipe-optimizer",
    "scheduleSection": "recipe-schedule",
    "metricSection": "recipe-metric",
    "trainingSection": "recipe-training",
    "downloadOffer": "own-data",
    "augmentationPreview": "augmentation",
    "schedulePreview": "schedule",
    "continueOffer": "resume",
    "phaseStrip": "phases",
    "panelSwitch": "window",
    "curvesView": "curves",
    "smoothingSlider": "moving-average",
    "interruptedView": "resume",
    "predictionsView": "predictions",
    "confusionView": "confusion",
    "classesView": "classes",
    "classesSwitch": "classes",
    "reliabilityView": "calibration",
    "thresholdView": "threshold",
    "scatterView": "scatter",
    "residualsView": "residuals",
    "boundaryView": "boundary",
    "tryView": "try",
    # Data
    "dataView": "data",
    "exampleGrid": "data-examples",
    "examplesCopy": "data-examples",
    "examplesSave": "data-examples",
    "dataSplit": "validation",
    "dataFilters": "example-lists",
    "listHead": "example-lists",
    "exampleDetail": "data-examples",
    "exampleTools": "corrections",
    "exampleLosses": "example-lists",
    "correctionsBar": "corrections",
    "dataFactsView": "data-facts",
    "columnsPanel": "data-columns",
    "columnTable": "data-columns",
    "columnPlot": "data-columns",
    "exampleRows": "data-examples",
    "rowDetail": "data-examples",
    "examplePoints": "data-points",
    "dataNothing": "own-data",
    # Model
    "modelView": "model",
    "layersPart": "layers",
    "ownClassPart": "own-class",
    "codeEditor": "own-class",
    "torchvisionModels": "torchvision",
    "architectureTable": "torchvision",
    "builtInModels": "built-in",
    "modelStructure": "diagram",
    "modelDiagramButton": "diagram",
    "stagesPanel": "stages",
    "moduleTable": "stages",
    "beforePanel": "before-train",
    # Inside
    "insideView": "inside",
    "insideBesideButton": "beside",
    "insideStep": "stepper",
    "stepper": "stepper",
    "watchPanel": "watchpoints",
    "tensorPanel": "tensors",
    "graphPanel": "graph",
    "moduleDetail": "modules",
    "healthPanel": "health",
    "changePanel": "change",
    "explainPanel": "explain",
    "comparePanel": "compare",
    "consolePanel": "console",
    # Runs and weights
    "runsView": "runs",
    "runDetails": "run-details",
    "runComparison": "run-comparison",
    "weightsView": "weights",
    "weightsLoadSide": "load-weights",
    "weightsCompareTree": "compare-weights",
    "helpView": "first-minute",
    # Questions
    "closingDialog": "closing",
    "trustDialog": "own-data",
    "pythonFileDialog": "own-data",
    "downloadDialog": "download-fails",
    "changedDataDialog": "cannot-resume",
    "changedCodeDialog": "cannot-resume",
    "continueDialog": "resume",
    "verifiedDialog": "run-details",
    "weightsFitDialog": "weights-misfit",
    "initialWeightsDialog": "load-weights",
    "trainedWeightsDialog": "load-weights",
    "labelDialog": "corrections",
    "leaveOutDialog": "data-unreadable",
    "replaceRecipeDialog": "preset",
    "codeDialog": "layers",
    "pluginsDialog": "files",
    "emptyCacheDialog": "files",
    "aboutDialog": "files",
    "reportDialog": "crash",
    "exportReplayDialog": "replay",
    "demosDialog": "demos",
    "discardDialog": "tool-bar",
    "outputExistsDialog": "tool-bar",
    "unsavedCodeDialog": "own-class",
    "tellMeDialog": "menu",
    "checkInstallationDialog": "troubleshooting",
}
"""By object name the entry that explains a widget, and whatever lies in it and is not explained itself."""

_LAST_RESORT = "first-minute"


def entry_for(widget: QWidget | None, window: MainWindow) -> str:
    """The id of the entry that explains ``widget``; of nothing, that of the page that is seen."""
    for around in _outward(_in_front(widget) or window.pages.currentWidget()):
        if isinstance(around, RecipeRow):
            return entry_of_field(around.info.key)
        if around.objectName() in CONTROLS:
            return CONTROLS[around.objectName()]
    return entry_for(None, window) if widget is not None else _LAST_RESORT


def entry_of_field(key: str) -> str:
    """The id of the entry that explains the field ``key`` of a recipe."""
    if key.endswith(".p") and "layers" in key:
        return "dropout"
    plain = re.sub(r"\[\d+\]", "", key)
    return FIELDS.get(plain) or CONTROLS[f"{plain.partition('.')[0]}Section"]


def _in_front(widget: QWidget | None) -> QWidget | None:
    """What is explained in place of ``widget``: of a bar of tabs the one that is in front."""
    tabs = widget.parentWidget() if isinstance(widget, QTabBar) else widget
    if not isinstance(tabs, QTabWidget):
        return widget
    shown = tabs.currentWidget()
    within = (child for child in shown.findChildren(QWidget) if child.objectName() in CONTROLS) if shown else iter(())
    return shown if shown is None or shown.objectName() in CONTROLS else next(within, shown)


def _outward(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()
