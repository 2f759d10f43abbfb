"""What a finding is called in a list, in two or three words; its sentence stands beside."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from studio.look.messages import words
from trainer_core.data.check.finding import Finding


def finding_title(finding: Finding) -> str:
    """A short title in the present language; the whole sentence for a kind that has none, such as a plug-in's."""
    translate = QCoreApplication.translate
    titles = {
        "classes-deeper": translate("FindingTitles", "Nested class folders"),
        "constant": translate("FindingTitles", "Constant columns"),
        "cut-off": translate("FindingTitles", "Cut off by the crop"),
        "few-examples": translate("FindingTitles", "Rare classes"),
        "folders-too-high": translate("FindingTitles", "Folder too high up"),
        "gives-target-away": translate("FindingTitles", "Gives the target away"),
        "group": translate("FindingTitles", "Split groups"),
        "group-divided": translate("FindingTitles", "Groups across parts"),
        "identifier": translate("FindingTitles", "Identifiers"),
        "imbalance": translate("FindingTitles", "Unequal classes"),
        "missing-target": translate("FindingTitles", "Target missing"),
        "mostly-missing": translate("FindingTitles", "Mostly missing"),
        "near-rows": translate("FindingTitles", "Nearly the same row"),
        "outliers": translate("FindingTitles", "Outliers"),
        "outside-classes": translate("FindingTitles", "Outside the classes"),
        "same-picture": translate("FindingTitles", "Same picture"),
        "same-picture-in-classes": translate("FindingTitles", "Same, two classes"),
        "same-picture-in-splits": translate("FindingTitles", "Same, two parts"),
        "same-row": translate("FindingTitles", "Same row"),
        "same-row-in-classes": translate("FindingTitles", "Same, two targets"),
        "same-row-in-splits": translate("FindingTitles", "Same, two parts"),
        "single-class": translate("FindingTitles", "One class only"),
        "sizes-vary": translate("FindingTitles", "Sizes vary"),
        "unreadable": translate("FindingTitles", "Unreadable files"),
        "unseen-class": translate("FindingTitles", "Class not in training"),
    }
    return titles.get(finding.code) or words(finding.message)
