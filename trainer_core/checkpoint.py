"""stub"""
from __future__ import annotations
from typing import Any
import torch
from trainer_core.events import FitReport, KeyReport
def save_weights(state: Any, path: Any) -> int:
    torch.save({k: v.detach().cpu() for k, v in state.items()}, path); return path.stat().st_size
def read_weights(path: Any, map_location: Any = "cpu") -> Any: ...
def compare(a: Any, b: Any) -> FitReport:
    return FitReport(tuple(KeyReport(k, tuple(a[k].shape) if k in a else None, tuple(b[k].shape) if k in b else None) for k in {**a, **b}))
class R:
    def __init__(self, loaded: bool, report: Any) -> None: self.loaded=loaded; self.report=report
def load_weights(m: Any, path: Any, *, only_what_fits: bool = False, map_location: Any = "cpu") -> Any:
    s = torch.load(path, weights_only=True, map_location=map_location); r = compare(s, m.state_dict())
    if r.fits: m.load_state_dict(s)
    return R(r.fits, r)
