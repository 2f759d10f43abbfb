"""Sends a report to a person's own address by HTTP: checked, with a time-out and retries, never following a redirect.

An address often holds a secret, so no error and no message here names any of it.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import SplitResult, urlsplit

from trainer_core.errors import Message, TrainerError

SECONDS = 10.0
"""To connect, and again to answer."""
PAUSES = (1.0, 5.0)
"""Seconds before the second and the third attempt."""

_ASK_AGAIN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
"""Besides every 5xx: the same report may be taken a little later."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How sending went: the last status code (None if there was no answer), and a sentence that names no address."""

    delivered: bool
    code: int | None
    attempts: int
    message: Message


def check_url(url: str) -> None:
    """Raise a `TrainerError` unless ``url`` is an address that a report can be sent to; it does not repeat it."""
    _split(url)


def host_of(url: str) -> str:
    """The part of an address that may be shown and logged; empty if it is none."""
    try:
        return _split(url).hostname or ""
    except TrainerError:
        return ""


def send(
    url: str,
    report: Mapping[str, Any],
    *,
    seconds: float = SECONDS,
    pauses: Sequence[float] = PAUSES,
    stopping: threading.Event | None = None,
) -> Delivery:
    """POST ``report`` as JSON to ``url`` (``http`` or ``https``, whose certificate is checked) and wait for the answer.

    After no answer, a 5xx, a 408 or a 429 it tries again, once after each of ``pauses`` (seconds); ``stopping`` ends
    that early. Blocks up to ``seconds`` twice an attempt.

    Raises:
        TrainerError: ``url`` is no such address.
    """
    check_url(url)
    stopping = stopping or threading.Event()
    body = json.dumps(report, allow_nan=False).encode()
    for attempt, pause in enumerate((*pauses, None), 1):
        code, problem, again = _post(url, body, seconds)
        outcome = Delivery(problem is None, code, attempt, problem or _answered(code))
        if not again or pause is None or stopping.wait(pause):
            break
    return outcome


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows none: a POST would become a GET, and go to an address that nobody has chosen."""

    def redirect_request(self, *arguments: Any, **others: Any) -> None:
        return None


def _post(url: str, body: bytes, seconds: float) -> tuple[int | None, Message | None, bool]:
    """The status code, what is wrong, and whether it may go better a little later."""
    headers = {"Content-Type": "application/json", "User-Agent": "training-studio"}
    request = urllib.request.Request(url, body, headers, method="POST")
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=seconds) as response:
            return int(response.status), None, False
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, _not_taken(error.code), error.code >= 500 or error.code in _ASK_AGAIN
    except urllib.error.URLError as error:
        return None, *_unreached(error.reason, seconds)
    except (OSError, HTTPException) as error:
        return None, *_unreached(error, seconds)


def _answered(code: int | None) -> Message:
    return Message("The webhook answered {code}.", {"code": code})


def _not_taken(code: int) -> Message:
    if 300 <= code < 400:
        return Message(
            "The webhook answered {code}: it redirects to another address. Use that one; redirects are not followed.",
            {"code": code},
        )
    return Message("The webhook answered {code} and did not accept the report.", {"code": code})


def _unreached(reason: BaseException | str, seconds: float) -> tuple[Message, bool]:
    match reason:
        case TimeoutError():
            return Message("The webhook did not answer within {seconds:g} s.", {"seconds": seconds}), True
        case ConnectionRefusedError():
            return Message("The webhook's server refused the connection."), True
        case socket.gaierror():
            return Message("The webhook's server was not found. Check its address and the network."), True
        case ssl.SSLCertVerificationError():
            return Message("The certificate of the webhook's server is not valid, so nothing was sent."), False
        case OSError() if reason.strerror:
            return Message("The webhook could not be reached: {reason}.", {"reason": reason.strerror}), True
    name = type(reason).__name__
    return Message("The webhook could not be reached: {reason}.", {"reason": name}), True


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not url.isascii() or not url.isprintable() or " " in url:
        raise TrainerError(
            "not-a-webhook",
            "This is not the address of a webhook. Enter one that begins with https:// or http://, for example "
            "https://hooks.example.org/training.",
        )
    if parts.username is not None or parts.password is not None:
        raise TrainerError(
            "webhook-with-password",
            "The address of the webhook contains a user name or a password, which is not supported. Put a token into "
            "its path or query instead.",
        )
    return parts
