"""How much open work lies with a post or an officer: what must be done before either goes."""

from sqlalchemy import Connection, func, select

from storage.schema import IS_OPEN, work_item


def of_position(connection: Connection, agency_id: str, position: str) -> int:
    """Return how many open work items were given to a post."""
    query = (
        select(func.count())
        .select_from(work_item)
        .where(work_item.c.agency_id == agency_id, work_item.c.position_id == position, IS_OPEN)
    )
    return int(connection.scalar(query) or 0)


def of_officer(connection: Connection, agency_id: str, username: str) -> int:
    """Return how many open work items an officer has."""
    query = (
        select(func.count())
        .select_from(work_item)
        .where(work_item.c.agency_id == agency_id, work_item.c.officer == username, IS_OPEN)
    )
    return int(connection.scalar(query) or 0)
