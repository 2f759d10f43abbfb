"""Real data that ships inside scikit-learn: written digits, flowers, wines, tumours and patients.

scikit-learn takes a second to import, so it is imported where it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from trainer_core.data.examples import Examples, Provenance, RawData
from trainer_core.data.labels import TaskName
from trainer_core.data.sources import sources


def digits() -> RawData:
    """Read 1,797 grey pictures of written digits, 8 × 8, whose 17 shades are spread over 0..255."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    shades = np.rint(bunch.images * (255 / 16)).astype(np.uint8)
    inputs = torch.from_numpy(shades).unsqueeze(1)
    return RawData(
        Examples(inputs, torch.from_numpy(bunch.target).to(torch.int64)),
        None,
        tuple(str(name) for name in bunch.target_names),
        "Digits",
        TaskName.CLASSIFICATION,
        _provenance("Alpaydin and Kaynak, 1998, https://archive.ics.uci.edu/dataset/80"),
    )


def iris() -> RawData:
    """Read 150 flowers of three kinds: lengths and widths of their leaves, in cm."""
    from sklearn.datasets import load_iris

    return _classes(
        "Iris", load_iris(), TaskName.CLASSIFICATION, "Fisher, 1936, https://archive.ics.uci.edu/dataset/53"
    )


def wine() -> RawData:
    """Read 178 wines of three growers: 13 measurements of each."""
    from sklearn.datasets import load_wine

    note = "Aeberhard and Forina, 1991, https://archive.ics.uci.edu/dataset/109"
    return _classes("Wine", load_wine(), TaskName.CLASSIFICATION, note)


def breast_cancer() -> RawData:
    """Read 569 tumours, malignant or benign: 30 measurements of each from a picture of its cells."""
    from sklearn.datasets import load_breast_cancer

    note = "Wolberg, Mangasarian, Street and Street, 1993, https://archive.ics.uci.edu/dataset/17"
    return _classes("Breast cancer", load_breast_cancer(), TaskName.BINARY, note)


def diabetes() -> RawData:
    """Read 442 patients: ten measurements, in their own units, and how far the disease had gone a year later."""
    from sklearn.datasets import load_diabetes

    bunch = load_diabetes(scaled=False)
    return RawData(
        Examples(_table(bunch.data), torch.from_numpy(bunch.target).to(torch.float32)),
        None,
        (),
        "Diabetes",
        TaskName.REGRESSION,
        _provenance("Efron, Hastie, Johnstone and Tibshirani, 2004, “Least angle regression”", licence=""),
        feature_names=_names(bunch.feature_names),
        target_names=("progression",),
    )


def _classes(title: str, bunch: Any, task: TaskName, note: str) -> RawData:
    return RawData(
        Examples(_table(bunch.data), torch.from_numpy(bunch.target).to(torch.int64)),
        None,
        _names(bunch.target_names),
        title,
        task,
        _provenance(note),
        feature_names=_names(bunch.feature_names),
    )


def _table(values: Any) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(values, dtype=np.float32))


def _names(names: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(name) for name in names)


def _provenance(note: str, licence: str = "CC BY 4.0") -> Provenance:
    import sklearn

    return Provenance(f"scikit-learn {sklearn.__version__}", licence, note)


_SOURCES: tuple[tuple[str, Callable[[], RawData], str, str, TaskName], ...] = (
    ("digits", digits, "Digits", "1,797 grey pictures of written digits, 8 × 8.", TaskName.CLASSIFICATION),
    ("iris", iris, "Iris", "150 flowers of three kinds, by four lengths.", TaskName.CLASSIFICATION),
    ("wine", wine, "Wine", "178 wines of three growers, by 13 measurements.", TaskName.CLASSIFICATION),
    (
        "breast-cancer",
        breast_cancer,
        "Breast cancer",
        "569 tumours, malignant or benign, by 30 measurements.",
        TaskName.BINARY,
    ),
    (
        "diabetes",
        diabetes,
        "Diabetes",
        "442 patients, by ten measurements; the progression of the disease is a number.",
        TaskName.REGRESSION,
    ),
)

for _name, _build, _title, _summary, _task in _SOURCES:
    sources.add(_name, _build, title=_title, summary=_summary, task=_task)
