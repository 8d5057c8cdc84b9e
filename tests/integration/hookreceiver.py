"""A real HTTP server that keeps what it is told and answers as it is asked to."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from engine.settings import Settings

SETTINGS: Final = Settings(
    http_hosts="localhost, *.go.id", secret_key="kunci untuk uji saja, bukan untuk siapa pun"
)
"""Of an office that may tell one, and keep its secret."""


@dataclass
class Call:
    """What it was told once."""

    headers: Mapping[str, str]
    body: bytes


@dataclass
class Receiver:
    """Where it is, what it answers, what it was told."""

    url: str = ""
    status: int = 204
    calls: list[Call] = field(default_factory=list)
    begun: threading.Event = field(default_factory=threading.Event)
    before_answer: threading.Event | None = None


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run one on this machine."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.calls.append(Call(dict(self.headers), body))
            receiver.begun.set()
            if receiver.before_answer:
                receiver.before_answer.wait(60)
            self.send_response(receiver.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    receiver.url = f"http://localhost:{server.server_port}/terima"
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
