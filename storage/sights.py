"""Which instances somebody may see, as a condition of any query on them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select, true

from storage.schema import instance, work_item


@dataclass(frozen=True, slots=True)
class Sight:
    """How far somebody sees: an agency (None: every one), all of it or what concerns their posts.

    `positions` are their posts and every post below one, `lanes` the lane names that mean these.
    """

    agency: str | None
    everything: bool = False
    officer: str | None = None
    positions: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()


def visible(sight: Sight) -> ColumnElement[bool]:
    """Return the condition on `instance`: started or worked on by them, or work of their posts."""
    within = instance.c.agency_id == sight.agency if sight.agency is not None else true()
    if sight.everything:
        return within
    officer = sight.officer or ""  # None would mean whatever nobody has
    concerns = or_(
        work_item.c.officer == officer,
        work_item.c.position_id.in_(sight.positions),
        and_(work_item.c.position_id.is_(None), work_item.c.lane_key.in_(sight.lanes)),
        work_item.c.lane == "",
    )
    touched = exists().where(work_item.c.instance_id == instance.c.id, concerns).correlate(instance)
    return and_(within, or_(instance.c.started_by == officer, touched))


def sees(connection: Connection, sight: Sight, instance_id: str) -> bool:
    """Tell whether the instance exists and may be seen."""
    query = select(instance.c.id).where(instance.c.id == instance_id, visible(sight))
    return connection.execute(query).first() is not None
