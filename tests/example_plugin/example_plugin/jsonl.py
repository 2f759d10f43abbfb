"""An exporter: the epochs of a run as lines of JSON."""

from __future__ import annotations

import json
from pathlib import Path

from trainer_core.export.tables import exporters
from trainer_core.runs.run_files import read_epochs


@exporters.register(".jsonl", title="JSON lines", summary="An epoch a line.")
def write(run: Path, out: Path) -> int:
    epochs = read_epochs(run)
    out.write_text("".join(json.dumps({"epoch": row.epoch, "train_loss": row.train_loss}) + "\n" for row in epochs))
    return len(epochs)
