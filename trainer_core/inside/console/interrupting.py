"""Breaks off typed code from another thread, between two of Python's instructions and never outside that code."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class CodeInterrupted(BaseException):
    """Typed code was told to stop. No `Exception`, so that code that catches those stops as well."""


class Interruptible:
    """Runs work on the calling thread that another thread can break off.

    Python raises in another thread between two instructions only: a single long call into a library is not broken off
    before it returns.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: int | None = None

    @property
    def busy(self) -> bool:
        """Whether work is being done now."""
        return self._thread is not None

    def run(self, work: Callable[[], T]) -> T:
        """Do ``work``; raises `CodeInterrupted` if it was broken off, which never reaches what follows."""
        before = self._thread
        self._thread = threading.get_ident()
        try:
            return work()
        finally:
            self._close_gate(before)

    def interrupt(self) -> bool:
        """Break off the work that is being done; returns whether there was any. Callable from any thread."""
        # A with statement is entered and left without a look for exceptions from other threads in between.
        with self._lock:
            if self._thread is None:
                return False
            raised = ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(self._thread), ctypes.py_object(CodeInterrupted)
            )
            return bool(raised)

    def _close_gate(self, before: int | None) -> None:
        """Take no other interruption, and drop one that was sent and has not arrived."""
        own = threading.get_ident()
        while True:
            try:
                with self._lock:
                    self._thread = before
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(own), None)
                return
            except CodeInterrupted:
                continue
