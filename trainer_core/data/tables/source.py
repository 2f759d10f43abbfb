"""The source ``table``: a file of rows and columns, encoded by what its training rows hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from trainer_core.data.examples import Progress, RawData
from trainer_core.data.labels import TaskName
from trainer_core.data.sources import sources
from trainer_core.data.tables.settings import Imputation, Scaling, Settings

SUFFIXES = frozenset(
    {".csv", ".tsv", ".tab", ".txt", ".dat", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet", ".pq", ".feather",
     ".arrow", ".arrows", ".ipc"}
)  # fmt: skip
"""How the names of files end that usually hold a table; what one is read as depends on its content."""

Names = list[str]


def _advanced(**more: object) -> dict[str, object]:
    return {"advanced": True, **more}


@sources.register(
    "table",
    title="Table",
    summary="A CSV, Excel, Parquet or Arrow file of yours: numbers, categories and dates, one example a row.",
    task=None,
    pictures=False,
)
def table(
    *,
    progress: Progress,
    path: Annotated[
        Path,
        Field(
            title="File",
            description="The table, one example a row.",
            json_schema_extra={"path": "file", "suffixes": tuple(sorted(SUFFIXES))},
        ),
    ],
    target: Annotated[
        Names,
        Field(
            title="Target",
            description="The column to predict, or several of numbers; empty for the one that looks like it.",
        ),
    ] = [],  # noqa: B006 - read for the recipe's default, never written to
    task: Annotated[
        Literal["auto", "classification", "binary", "regression"],
        Field(
            title="Task",
            description="Whether the target is one of several classes, one of two, or a number; by default its values "
            "decide.",
            json_schema_extra=_advanced(
                labels={
                    "auto": "Automatic",
                    "classification": "Several classes",
                    "binary": "Two classes",
                    "regression": "Numbers",
                }
            ),
        ),
    ] = "auto",
    features: Annotated[
        Names,
        Field(
            title="Features",
            description="The columns to learn from; empty for all that tell something about new rows.",
            json_schema_extra=_advanced(),
        ),
    ] = [],  # noqa: B006
    left_out: Annotated[
        Names,
        Field(
            title="Left out",
            description="Columns to leave out, besides those that are left out by themselves.",
        ),
    ] = [],  # noqa: B006
    group: Annotated[
        str,
        Field(
            title="Group column",
            description="Rows with the same value here stay on one side of a split by group, such as those of one "
            "patient.",
            json_schema_extra=_advanced(),
        ),
    ] = "",
    time: Annotated[
        str,
        Field(
            title="Time column",
            description="Orders the rows for a split by time, in which the latest are tested.",
            json_schema_extra=_advanced(),
        ),
    ] = "",
    numbers: Annotated[
        Names,
        Field(
            title="Numbers",
            description="Columns that are read as numbers, whatever they look like.",
            json_schema_extra=_advanced(),
        ),
    ] = [],  # noqa: B006
    categories: Annotated[
        Names,
        Field(
            title="Categories",
            description="Columns that are read as categories, whatever they look like, such as a code in digits.",
            json_schema_extra=_advanced(),
        ),
    ] = [],  # noqa: B006
    dates: Annotated[
        Names,
        Field(
            title="Dates",
            description="Columns that are read as dates, whatever they look like.",
            json_schema_extra=_advanced(),
        ),
    ] = [],  # noqa: B006
    separator: Annotated[
        str,
        Field(
            title="Separator",
            description='The sign between cells: "auto", "comma", "semicolon", "tab", "bar", "space", or the sign.',
            json_schema_extra=_advanced(),
        ),
    ] = "auto",
    encoding: Annotated[
        str,
        Field(
            title="Encoding",
            description='How the file writes letters: "auto", "utf-8", "cp949", "cp1252" and others that Python knows.',
            json_schema_extra=_advanced(),
        ),
    ] = "auto",
    header: Annotated[
        Literal["auto", "yes", "no"],
        Field(
            title="Header",
            description="Whether the first row has the columns' names.",
            json_schema_extra=_advanced(labels={"auto": "Automatic", "yes": "Yes", "no": "No"}),
        ),
    ] = "auto",
    decimal: Annotated[
        Literal["auto", ".", ","],
        Field(
            title="Decimal mark",
            description="The sign before a number's fraction.",
            json_schema_extra=_advanced(labels={"auto": "Automatic", ".": "Point", ",": "Comma"}),
        ),
    ] = "auto",
    sheet: Annotated[
        str,
        Field(
            title="Sheet",
            description="The sheet of a workbook; empty for the first with data.",
            json_schema_extra=_advanced(),
        ),
    ] = "",
    scaling: Annotated[
        Scaling,
        Field(
            title="Scaling",
            description="How numbers are brought to one size: by mean and deviation, by median and quartiles, or not; "
            "by default the former, and the latter where outliers would rule.",
            json_schema_extra=_advanced(
                labels={"auto": "Automatic", "standard": "Standard", "robust": "Robust", "none": "None"}
            ),
        ),
    ] = "auto",
    imputation: Annotated[
        Imputation,
        Field(
            title="Missing numbers",
            description="What stands in for a missing number; another input tells the model that it was missing.",
            json_schema_extra=_advanced(labels={"median": "Median", "mean": "Mean"}),
        ),
    ] = "median",
    rare_below: Annotated[
        int,
        Field(
            ge=1,
            le=1_000_000,
            title="Rare below",
            description="A category with fewer training rows than this does not get an input of its own.",
            json_schema_extra=_advanced(unit="rows"),
        ),
    ] = 3,
    most_categories: Annotated[
        int,
        Field(
            ge=2,
            le=10_000,
            title="Most categories",
            description="How many categories of a column have an input of their own, the commonest first.",
            json_schema_extra=_advanced(),
        ),
    ] = 50,
) -> RawData:
    """Read a table and find out what each column is for; inputs follow once the training rows are known.

    Raises:
        DataError: the file cannot be read, has no rows, or no column can be the target or a feature.
    """
    # Arrow is imported when the first table is read, not when the program starts.
    from trainer_core.data.tables.loading import load_table
    from trainer_core.data.tables.read import Reading
    from trainer_core.data.tables.roles import Choice
    from trainer_core.data.tables.table import ColumnType

    types = {
        **dict.fromkeys(numbers, ColumnType.NUMBER),
        **dict.fromkeys(categories, ColumnType.CATEGORY),
        **dict.fromkeys(dates, ColumnType.DATE),
    }
    return load_table(
        path,
        Reading(separator, encoding, header, decimal, sheet, types),
        Choice(tuple(target), tuple(features), tuple(left_out), group, time),
        None if task == "auto" else TaskName(task),
        Settings(scaling, imputation, rare_below, most_categories),
        progress,
    )
