"""Registers: the last number given out in each, counted anew every year."""

from sqlalchemy import Connection, insert, select, update

from storage.schema import register
from storage.unitofwork import UnitOfWork


def last(connection: Connection, agency_id: str, name: str, year: int) -> int | None:
    """Return the last number given out, None before the first of the year."""
    query = select(register.c.last).where(
        register.c.agency_id == agency_id, register.c.name == name, register.c.year == year
    )
    return connection.execute(query).scalar()


def move_on(
    work: UnitOfWork, agency_id: str, name: str, year: int, seen: int | None, new: int
) -> None:
    """Note that `new` is given out, unless somebody else has given out a number since `seen`."""
    if seen is None:
        values = {"agency_id": agency_id, "name": name, "year": year, "last": new}
        work.write(insert(register), [values])
    else:
        work.guard(
            update(register)
            .where(
                register.c.agency_id == agency_id,
                register.c.name == name,
                register.c.year == year,
                register.c.last == seen,
            )
            .values(last=new)
        )
