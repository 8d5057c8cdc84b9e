"""One process that serves the API and beats for the timers, until it is told to stop."""

import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

import uvicorn

from engine import scheduler
from engine.app import Application
from engine.core import messages
from engine.core.errors import Unavailable
from web import demo as demonstration
from web.api.router import PREFIX
from web.site import Site

GRACE_SECONDS: Final = 30
"""How long requests that have begun may take once the server is told to stop."""

BACKLOG: Final = 1024

WORDS: Final = {
    "running": (
        "Sopan berjalan di {address} (API: {api}). Ctrl-C untuk berhenti.",
        "Sopan runs at {address} (API: {api}). Ctrl-C stops it.",
    ),
    "first": (
        "Akun pertama: {login}, kata sandi: {password} (hanya ditampilkan sekali ini; diganti saat "
        "masuk). Akun lain: sopan users add.",
        "First account: {login}, password: {password} (shown only this once; changed at login). "
        "Others: sopan users add.",
    ),
    "stopped": (
        "Sopan berhenti; semua yang sudah dijawab tersimpan.",
        "Sopan has stopped; whatever was answered is saved.",
    ),
}


def serve(
    app: Application,
    *,
    host: str | None = None,
    port: int | None = None,
    demo: bool = False,
    announce: Callable[[str], None] = partial(print, flush=True),
) -> None:
    """Serve `app` until SIGINT or SIGTERM; requests that have begun are finished.

    Address and port are those of its settings where they are not given; port 0 is any free one.
    With `demo` the shipped SOPs are deployed and a LAKIP cycle runs. `announce` gets each line for
    the person at the terminal. The database stays open. Raises Unavailable when the address cannot
    be had.
    """
    language = messages.LANGUAGES.index(app.settings.language)
    host = app.settings.host if host is None else host
    port = app.settings.port if port is None else port
    with _listening(host, port) as listener:
        address = _address(listener)
        server = http_server(app, demo=demo)
        with _stopped_by_signals(server):
            lines = demonstration.prepare(app) if demo else first_account(app)
            beating = scheduler.start(app)
            try:
                announce(WORDS["running"][language].format(address=address, api=PREFIX))
                for line in lines:
                    announce(line)
                server.run(sockets=[listener])
            finally:
                beating.shutdown()
    announce(WORDS["stopped"][language])


def http_server(app: Application, *, demo: bool = False) -> uvicorn.Server:
    """Return the HTTP server of an office. It logs no calls, only what went wrong."""
    config = uvicorn.Config(
        Site(app, demo=demo),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return uvicorn.Server(config)


def first_account(app: Application) -> list[str]:
    """Make the first account where there is none, and say its password, this once."""
    made = app.first_account()
    if made is None:
        return []
    words = WORDS["first"][messages.LANGUAGES.index(app.settings.language)]
    return [words.format_map(made)]


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the address before anything else is done, so that a refusal leaves nothing behind."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Unavailable("serve.port", port=port) from None
        reason = error.strerror or type(error).__name__
        raise Unavailable("serve.address", host=host, port=port, reason=reason) from None
    with listener:
        yield listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def _stopped_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """Let SIGINT and SIGTERM stop `server` and nothing else.

    While it runs uvicorn listens itself, and afterwards raises the signal once more: that must not
    end the process before the scheduler and the database are closed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
