"""How the lists of a run's training examples are called and explained, and why there is none."""

from __future__ import annotations

from PySide6.QtCore import QObject

from studio.look import formats
from studio.look.messages import counted, words
from studio.session.session import Session
from trainer_core.history.example_lists import OF_VALUES, ExampleList
from trainer_core.protocol.events import Reason
from trainer_core.protocol.examples import ExamplesListed
from trainer_core.protocol.reports import ListedExample
from trainer_core.recipe.recipe import Recipe

RANKINGS = OF_VALUES
"""Lists that have every example, in an order; their counts say nothing."""
_DATA = ("source", "validation_share", "test_share", "split", "limit")


class ListWords(QObject):
    """Words everything about the lists in the present language. No signals."""

    def name(self, which: ExampleList, *, of_values: bool = False) -> str:
        """What a list is called, of classes or of values."""
        if of_values and which is ExampleList.MISLABELLED:
            return self.tr("Probably wrong values")
        return {
            ExampleList.MISLABELLED: self.tr("Probably mislabelled"),
            ExampleList.HARDEST: self.tr("Hardest now"),
            ExampleList.NEVER: self.tr("Never learnt"),
            ExampleList.LATE: self.tr("Learnt late"),
            ExampleList.FORGOTTEN: self.tr("Forgotten"),
            ExampleList.CONFIDENT: self.tr("Confident mistakes"),
        }[which]

    def sentence(self, which: ExampleList, *, of_values: bool = False) -> str:
        """What a list is, of classes or of values, in one sentence."""
        if of_values and which is ExampleList.MISLABELLED:
            return self.tr("A high mean loss over the epochs comes first: a wrong value is learnt late, or never.")
        return {
            ExampleList.MISLABELLED: self.tr(
                "A high mean loss over the epochs, and other labels among the most similar examples, come first: a "
                "wrong label is learnt late."
            ),
            ExampleList.HARDEST: self.tr("The highest loss in the last epoch comes first."),
            ExampleList.NEVER: self.tr("The model has answered them wrongly in every epoch."),
            ExampleList.LATE: self.tr("Answered correctly at the end, but only since the second half of the epochs."),
            ExampleList.FORGOTTEN: self.tr(
                "Answered correctly in one epoch and wrongly in the next; the most often forgotten come first."
            ),
            ExampleList.CONFIDENT: self.tr(
                "Answered wrongly in the last epoch; the answers of which the model is surest come first."
            ),
        }[which]

    def about(self, listed: ExamplesListed) -> str:
        """What a list is and of what it is estimated."""
        in_sample = counted(
            listed.epochs,
            "Estimated in sample, on the very examples that the model learns from, after 1 epoch.",
            "Estimated in sample, on the very examples that the model learns from, after {n:,} epochs.",
        )
        what = self.sentence(listed.which, of_values=listed.lists == OF_VALUES)
        return " ".join(filter(None, (what, self._worth(listed), in_sample, *map(words, listed.notes))))

    def _worth(self, listed: ExamplesListed) -> str:
        """How many of a list are worth looking at by its own estimate; empty where it makes none."""
        if listed.worth is None:
            return ""
        if not listed.worth:
            return self.tr("By this estimate none of them is wrong.")
        if listed.lists == OF_VALUES:
            return counted(
                listed.worth,
                "The first one is far from all others, and worth a look.",
                "The first {n:,} are far from all others, and worth a look.",
            )
        return counted(
            listed.worth,
            "The first one is worth a look: by this estimate its label is less likely than a guess.",
            "The first {n:,} are worth a look: by this estimate their label is less likely than a guess.",
        )

    def score(self, which: ExampleList, example: ListedExample) -> str:
        """What an example has its place in a list for, in few words."""
        if which is ExampleList.CONFIDENT and example.answer:
            return f"{example.answer} {formats.percent(example.confidence)}"
        if which is ExampleList.HARDEST:
            return self.tr("loss {loss}").format(loss=_short(example.loss))
        if which is ExampleList.LATE:
            return self.tr("since epoch {epoch}").format(epoch=formats.count(round(example.score)))
        if which is ExampleList.FORGOTTEN:
            return counted(round(example.score), "once", "{n:,} times")
        return self.tr("mean {loss}").format(loss=_short(example.mean))

    def likeness(self, cosine: float) -> str:
        """How far apart the model sees two examples, in few words; their cosines are all about 1."""
        return self.tr("distance {distance}").format(distance=formats.number(float(f"{max(0.0, 1 - cosine):.2g}")))

    def why_none(self, session: Session) -> tuple[str, str] | None:
        """Title and sentence of why there are no lists, and what to do; None where there may be."""
        run, prepared = session.run.started, session.preparation
        if run is None or prepared is None:
            return self.tr("Nothing is trained yet"), self.tr(
                "Press Train. After the first epoch you see here which examples are hard, are never learnt, or "
                "probably have a wrong label."
            )
        if session.run.ended is not None and session.run.ended.reason is Reason.DISCARDED:
            return self.tr("The run was discarded"), self.tr(
                "Its record of single examples went with its folder. Train again, or open another run."
            )
        recipe = session.run.recipe or run.recipe
        nothing = self.tr("No record of single examples")
        if run.folder is None:
            return nothing, self.tr("This run has no folder to keep their losses in. Train again with one.")
        if not recipe.training.example_losses:
            return nothing, self.tr(
                "“Losses of examples” is off in this run. Switch it on under Training, and train again."
            )
        if not _same_parts(recipe, prepared.recipe):
            return self.tr("This run used other data"), self.tr(
                "The run that is shown was trained on other data than this, or on another split of it. Open it again "
                "on the Runs page, or train on this data."
            )
        if not run.history.epochs:
            return self.tr("No epoch is finished yet"), self.tr(
                "The lists appear after the first epoch, and are updated after each one."
            )
        return None

    def empty(self) -> tuple[str, str]:
        """Title and sentence for a list that has no examples."""
        return self.tr("No example is in this list"), self.tr("Choose another list, or keep training.")


def _same_parts(one: Recipe, other: Recipe) -> bool:
    """Whether both recipes have the same examples in the same parts, corrections aside."""
    first, second = one.data, other.data
    same = all(getattr(first, name) == getattr(second, name) for name in _DATA)
    return same and first.arguments == second.arguments and one.training.seed == other.training.seed


def _short(loss: float) -> str:
    return formats.number(float(f"{loss:.3g}"))
