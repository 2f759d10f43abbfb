"""The live curves, and small ones of runs that are over."""

from studio.views.curves.run_curves import RunCurves
from studio.views.curves.view import CurvesView

__all__ = ["CurvesView", "RunCurves"]
