"""Real servers on loopback for the tests of the API."""

import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from engine.app import Application
from web.api.router import PREFIX
from web.api.routes import ROUTERS
from web.server import http_server

SERVE = """
import sys
from engine.app import Application
from web import server

with Application.open(sys.argv[1]) as app:
    server.serve(app, port=0, demo=True)
"""


class Api(httpx.Client):
    """A client of one server under one token."""

    def __init__(self, address: str, token: str) -> None:
        """Remember both."""
        super().__init__(
            base_url=address + PREFIX,
            headers={"Authorization": f"Bearer {token}"},
            timeout=60,
            event_hooks={"response": [as_described]},
        )


def as_described(response: httpx.Response) -> None:
    """Check that an answer is what the description of the API says, no field more or less."""
    for route in (each for router in ROUTERS for each in router.routes):
        assert isinstance(route, APIRoute)
        if response.request.method not in (route.methods or ()):
            continue
        if not route.path_regex.match(response.request.url.path):
            continue
        said = route.responses.get(response.status_code, {})
        if "model" in said:
            response.read()
            shape(said["model"]).validate_json(response.read(), strict=True, extra="forbid")
        return


@cache
def shape(model: Any) -> TypeAdapter[Any]:
    """Return what checks a model; it takes long to make one."""
    return TypeAdapter(model)


@contextmanager
def running(app: Application, *, demo: bool = False) -> Iterator[str]:
    """Serve `app` from a thread and give the address; with `demo` sample accounts may log in."""
    with serving(http_server(app, demo=demo)) as address:
        yield address


@contextmanager
def serving(server: uvicorn.Server) -> Iterator[str]:
    """Run a server in a thread and give its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


class Process:
    """`serve` with the demonstration in a process of its own."""

    def __init__(self, url: str, home: Path | None = None) -> None:
        """Start it, from the packages in `home` if given, and wait until it says its address."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, url],
            cwd=home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert self.process.stdout
        self.output = self.process.stdout
        first = self.output.readline()
        found = re.search(r"http://\S+", first)
        assert found, first + self.output.read()
        self.address = found.group()

    def stop(self, number: signal.Signals) -> tuple[int, list[str]]:
        """Send a signal; return the exit code and the lines it has said since its address."""
        self.process.send_signal(number)
        with self.output:
            said = self.output.read().splitlines()
        return self.process.wait(), said
