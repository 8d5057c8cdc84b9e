"""`sopan db`: the schema of the database, backups, and what may be shown of its address."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.office import Desk, desk
from cli.options import AsJson
from engine.core.errors import Conflict

if TYPE_CHECKING:
    from storage.database import Database

app = typer.Typer(no_args_is_help=True, help="The database: schema, backup, restore.")

Revision = Annotated[
    str, typer.Argument(metavar="REVISION", help="A revision, or base: no tables at all.")
]
Sure = Annotated[
    bool, typer.Option("--yes", help="I have a backup; what newer tables hold may go.")
]
Target = Annotated[Path, typer.Argument(metavar="FILE", help="Where the backup goes.")]
Source = Annotated[Path, typer.Argument(metavar="FILE", help="The backup to put back.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace FILE if it is there.")]


@app.command(epilog="Example: sopan db upgrade")
def upgrade(json: AsJson = False) -> None:
    """Make the tables or bring them up to date; nothing happens when they are."""
    from storage import migrate

    with _opened(json) as (here, database):
        migrate.upgrade(database)
        _show_status(here, database)


@app.command(epilog="Example: sopan db downgrade 0001 --yes")
def downgrade(revision: Revision, yes: Sure = False, json: AsJson = False) -> None:
    """Take the schema back to an older revision. Make a backup before."""
    from storage import migrate

    with _opened(json) as (here, database):
        if not yes:
            raise Conflict("db.downgrade", revision=revision)
        migrate.downgrade(database, revision)
        _show_status(here, database)


@app.command(epilog="Example: sopan db status --json")
def status(json: AsJson = False) -> None:
    """Show where the database is and whether its schema is current."""
    with _opened(json) as (here, database):
        _show_status(here, database)


@app.command(epilog="Example: sopan db backup cadangan.db")
def backup(file: Target, overwrite: Overwrite = False, json: AsJson = False) -> None:
    """Back up a SQLite database (membuat cadangan), also while the office works."""
    from storage import backup

    with _opened(json) as (here, database):
        backup.backup(database, file, overwrite=overwrite)
        if json:
            here.screen.show({"file": str(file)})
        else:
            here.screen.say("db.saved", "green", file=file)


@app.command(epilog="Example: sopan db restore cadangan.db")
def restore(file: Source, json: AsJson = False) -> None:
    """Put a backup back (memulihkan) while nothing uses the database; the old one is kept."""
    from storage import backup

    with desk(json) as here:
        url = here.settings.database_url
        kept = backup.restore(url, file)
        if json:
            here.screen.show({"file": str(file), "kept": str(kept) if kept else None})
            return
        here.screen.say("db.restored", "green", file=file, url=shown_url(url))
        if kept:
            here.screen.say("db.kept", kept=kept)


def shown_url(url: str) -> str:
    """Return a database address without the password in it."""
    from storage.database import address

    parsed = address(url)
    hidden = {"password": "***"} if "password" in parsed.query else {}
    return parsed.update_query_dict(hidden).render_as_string(hide_password=True)


@contextmanager
def _opened(json: bool) -> Iterator[tuple[Desk, "Database"]]:
    """Open the database of the settings as it is, without bringing it up to date."""
    with desk(json) as here:
        from storage.database import Database

        database = Database.open(here.settings.database_url)
        try:
            yield here, database
        finally:
            database.close()


def _show_status(here: Desk, database: "Database") -> None:
    from storage import migrate

    found, known = migrate.current(database), migrate.known_revisions()[0]
    url = shown_url(here.settings.database_url)
    if here.screen.as_json:
        here.screen.show(
            {"url": url, "revision": found, "newest": known, "current": found == known}
        )
    elif found == known:
        here.screen.say("db.current", "green", url=url, revision=found)
    else:
        here.screen.say("db.at", "yellow", url=url, revision=found or "-", known=known)
