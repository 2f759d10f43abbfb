"""What the present weights answer to one drawing or one typed row, and what such a row is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch

from trainer_core.data import Dataset
from trainer_core.data.picture_files import read_content
from trainer_core.data.unseen.tables import encoder_of, row_of
from trainer_core.protocol.events import Event
from trainer_core.protocol.predicting import InputsDescribed, PredictDrawing, PredictedOne, PredictRow
from trainer_core.protocol.reports import ColumnReport
from trainer_core.training.answers import answers
from trainer_core.training.assembly import Parts

if TYPE_CHECKING:
    from trainer_core.data.tables.encodings import DateEncoding

_LOOKED_AT = 20_000
"""Training examples from which ranges are told."""
_FROM, _TO = 0.5, 99.5
"""Percentiles between which a slider goes, so that an outlier does not take all of it."""

_NO_IMAGE = np.empty((0, 0, 0), np.uint8)


def predict_drawing(parts: Parts, command: PredictDrawing, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.predicting.PredictDrawing`; raises `DataError` if the model takes no pictures."""
    read = read_content(command.content, parts.dataset.train, decoding=parts.dataset.decoding)
    emit(PredictedOne(answers(parts, read.images)[0].numpy(), read.images[0].numpy(), read.inverted[0]))


def predict_row(parts: Parts, command: PredictRow, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.predicting.PredictRow`; raises `DataError` if the model takes no rows."""
    emit(PredictedOne(answers(parts, row_of(parts.dataset, command.values))[0].numpy(), _NO_IMAGE))


def describe_inputs(parts: Parts, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.predicting.DescribeInputs`; raises `DataError` if the model takes no rows."""
    emit(InputsDescribed(tuple(columns_of(parts.dataset))))


def columns_of(dataset: Dataset) -> Iterator[ColumnReport]:
    """Each column that a row of the data has, with what it held in training."""
    from trainer_core.data.tables.encodings import CategoryEncoding, NumberEncoding

    encoder = encoder_of(dataset)
    step = max(1, len(dataset.train) // _LOOKED_AT)
    seen = dataset.train.at(torch.arange(0, len(dataset.train), step)).gathered()[0].float().numpy()
    at = 0
    for encoding in encoder.encodings:
        inputs = seen[:, at : at + len(encoding.feature_names)]
        at += len(encoding.feature_names)
        if isinstance(encoding, NumberEncoding):
            yield _number(encoding.column, inputs[:, 0].astype(np.float64) * encoding.scale + encoding.center)
        elif isinstance(encoding, CategoryEncoding):
            yield _category(encoding.column, encoding.categories, inputs)
        else:
            yield _date(encoding, inputs)


def _number(name: str, values: npt.NDArray[np.float64]) -> ColumnReport:
    low, middle, high = np.percentile(values, (_FROM, 50, _TO)).tolist()
    rounded = np.round(values)
    whole = bool(np.allclose(values, rounded, atol=1e-4 * max(1.0, abs(high - low)), rtol=0) and high - low >= 1)
    if whole:
        low, middle, high = float(rounded.min()), round(middle), float(rounded.max())
    return ColumnReport(name, f"{middle:.6g}", low, high, whole)


def _date(encoding: DateEncoding, inputs: npt.NDArray[np.float32]) -> ColumnReport:
    there = inputs[inputs[:, -1] == 0] if encoding.indicator else inputs
    passed = float(np.median(there[:, 0])) if "time" in encoding.parts and len(there) else 0.0
    middle = datetime(1970, 1, 1) + timedelta(seconds=round(passed * encoding.scale + encoding.center))
    plain = "%Y-%m-%d %H:%M" if "hour" in encoding.parts else "%Y-%m-%d"
    date_format = encoding.date_format or plain
    return ColumnReport(encoding.column, middle.strftime(date_format), date_format=date_format)


def _category(name: str, categories: tuple[str, ...], inputs: npt.NDArray[np.float32]) -> ColumnReport:
    counts = inputs.sum(0)
    shown = categories[-inputs.shape[1] :] if inputs.shape[1] < len(categories) else categories
    best = int(counts[: len(shown)].argmax())
    typical = shown[best]
    if len(shown) < len(categories) and counts[0] < len(inputs) / 2:
        typical = categories[0]
    return ColumnReport(name, typical, choices=categories)
