"""One office's engine on one database: opened, closed, each verb in a transaction of its own."""

import secrets
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace
from datetime import timedelta
from typing import Final, Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from engine import adoption, dispatch, sentcommands
from engine.clock import Clock, DatabaseClock, SystemClock
from engine.core import ids
from engine.core.errors import Conflict
from engine.session import Caches, Session
from engine.settings import Settings
from handlers import registry
from handlers.contract import Handler
from storage import agencies, migrate, wakes
from storage.database import Database
from storage.postgres import Postgres
from storage.unitofwork import Stale, UnitOfWork

T = TypeVar("T")

TRIES: Final = 3
"""How often a verb is decided anew when somebody else was faster."""

BEATS: Final[Mapping[str, float]] = {"sqlite": 1.0, "postgresql": 5.0}
"""Seconds between two looks for what is due, where the settings do not say."""


class Transactions:
    """A database with what its verbs need: settings, clock, handlers, what is known by heart."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        handlers: Mapping[str, Handler] | None = None,
    ) -> None:
        """Wire an opened database; `open` is the usual way. `handlers` None is all installed."""
        self.settings = settings
        self.language = settings.language
        self.login = ""
        self.database = database
        self.clock = clock
        self.caches = Caches()
        if handlers is None:
            handlers = registry.installed(settings.http_hosts)
        self.handlers = handlers
        self.alarm: Callable[[wakes.Due], None] = self._tell_nodes

    @classmethod
    def open(
        cls,
        url: str | None = None,
        *,
        clock: Clock | None = None,
        settings: Settings | None = None,
        handlers: Mapping[str, Handler] | None = None,
        upgrade: bool = True,
    ) -> Self:
        """Open the office at a database URL, or at the one of `settings`.

        A new or older database is brought up to date, unless `upgrade` is False: then one that is
        not current is refused. Raises Invalid for a bad URL, Unavailable when it cannot be reached.
        """
        settings = settings or Settings()
        if url is not None:
            settings = replace(settings, database_url=url)
        database = Database.open(settings.database_url)
        try:
            if upgrade:
                migrate.upgrade(database)
            else:
                migrate.require_current(database)
            opened = cls(settings, database, clock or clock_of(database), handlers)
            adoption.adopt(opened)
        except BaseException:
            database.close()
            raise
        return opened

    def __enter__(self) -> Self:
        """Return itself; leaving the block closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        self.close()

    def close(self) -> None:
        """Close the database. What was acknowledged is saved."""
        self.database.close()

    def speaking(self, language: str) -> Self:
        """Return the same office for somebody who reads another language, "id" or "en"."""
        if language == self.language:
            return self
        found = copy(self)
        found.language = language
        return found

    def known_as(self, account: str) -> Self:
        """Return the same office for somebody who is no officer: the trail names their account."""
        found = copy(self)
        found.login = account
        return found

    def run(self, verb: Callable[[Session], T]) -> T:
        """Run a verb in one transaction and return what it returned.

        When somebody else was faster the verb reads and decides again. Raises what the verb raises,
        and Conflict where the others were faster each time.
        """
        failure: Exception | None = None
        for _ in range(TRIES):
            with self.database.read() as connection:
                session = self._session(connection)
                outcome = verb(session)
                dispatch.route(session, self.clock.now())
                session.finish()
            if session.work.empty:
                return outcome
            sentcommands.mark(session)
            try:
                self.database.write(session.work.apply)
            except (Stale, IntegrityError) as faster:
                failure = faster
                continue
            sentcommands.written()
            if session.due:
                self.alarm(session.due)
            return outcome
        raise Conflict("busy") from failure

    def hold(self, agency: str, verb: Callable[[Session], T]) -> T:
        """Run a verb in one transaction, in which nobody else relies on the agency or changes it.

        For a rare verb that must see all open work of an agency: whoever works there waits for it.
        Raises as `run` does.
        """

        def held(connection: Connection) -> tuple[T, wakes.Due]:
            agencies.lock(connection, agency)
            session = self._session(connection)
            outcome = verb(session)
            session.finish()
            sentcommands.mark(session)
            session.work.apply(connection)
            return outcome, session.due

        failure: Exception | None = None
        for _ in range(TRIES):
            try:
                outcome, due = self.database.write(held)
            except (Stale, IntegrityError) as faster:
                failure = faster
                continue
            sentcommands.written()
            if due:
                self.alarm(due)
            return outcome
        raise Conflict("busy") from failure

    @property
    def beat(self) -> float:
        """Return how many seconds there are between two looks for what is due."""
        return self.settings.tick_seconds or BEATS[self.database.dialect]

    def jitter(self) -> float:
        """Return by what to stretch a wait, so that what failed together is not tried together."""
        return secrets.SystemRandom().uniform(0.8, 1.2)

    def _tell_nodes(self, due: wakes.Due) -> None:
        """Wake the nodes for what they would not see in time; this process does nothing itself."""
        soon = self.clock.now() + timedelta(seconds=self.beat)
        pressing = {duty: at for duty, at in due.items() if at < soon}
        if pressing:
            wakes.tell(self.database, pressing)

    def _session(self, connection: Connection) -> Session:
        return Session(
            UnitOfWork(connection),
            self.caches,
            self.settings.step_budget,
            lambda now: ids.new_id(secrets.randbits(ids.RANDOM_BITS), now),
            self.handlers,
            self.login,
        )


def clock_of(database: Database) -> Clock:
    """Return the clock that decides what is due: the server's own, which its nodes share.

    A SQLite file has one machine and its clock.
    """
    if isinstance(database.kind, Postgres):
        return DatabaseClock(database.kind.now)
    return SystemClock()
