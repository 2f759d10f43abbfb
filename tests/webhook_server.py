"""A real HTTP server on this machine that takes reports, and answers as a test wants."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Webhook:
    """Where it is, what came, and the status codes with which the next reports are answered; the last one stays.

    ``answers`` may hold a function in a code's place, which is called before 200 is answered.
    """

    answers: list[int | Callable[[], object]] = field(default_factory=lambda: [200])
    location: str = ""
    url: str = ""
    received: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def events(self) -> list[str]:
        return [report["event"] for report in self.received]

    def _next(self) -> int | Callable[[], object]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving(certificate: ssl.SSLContext | None = None) -> Iterator[Webhook]:
    """Serve on a free port of 127.0.0.1 until the end of the block; with a certificate by HTTPS."""
    hook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            hook.paths.append(self.path)
            hook.headers.append(dict(self.headers))
            hook.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            answer = hook._next()
            code = answer if isinstance(answer, int) else 200
            if not isinstance(answer, int):
                answer()
            self.send_response(code)
            if hook.location:
                self.send_header("Location", hook.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            hook.paths.append(f"GET {self.path}")
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Standard error is for what goes wrong."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that has gone meanwhile is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        server.socket = certificate.wrap_socket(server.socket, server_side=True)
    scheme = "https" if certificate is not None else "http"
    hook.url = f"{scheme}://127.0.0.1:{server.server_port}/hooks/secret-token"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def refused_url() -> str:
    """An address of this machine at which nothing listens."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/hooks/secret-token"
