"""An agency and its SOPs, copied from one database into another: to try something out there."""

from typing import Final

from sqlalchemy import Connection, insert, select

from storage.schema import agency, appointment, decision, definition, officer, position, register

_TABLES: Final = (agency, position, officer, appointment, definition, decision, register)
"""What an SOP needs to run, in the order in which the rows refer to each other."""


def copy_agency(source: Connection, target: Connection, agency_id: str) -> None:
    """Copy an agency: people, calendar, every version of its SOPs and decisions, its registers.

    What runs there, or ever did, stays behind; so do start timers, channels and accounts.
    """
    for table in _TABLES:
        owner = table.c.id if table is agency else table.c.agency_id
        found = source.execute(select(table).where(owner == agency_id))
        rows = [dict(row) for row in found.mappings()]
        if rows:
            target.execute(insert(table), rows)
