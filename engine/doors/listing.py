"""Lists for programs, each as far as somebody sees, in parts: plain JSON."""

from typing import TYPE_CHECKING, Final, cast

from engine import actors, delivery, listing, noticeviews, timeviews
from engine.core.errors import Invalid, NotFound
from engine.doors.seeing import Seeing
from engine.listing import BY_DEADLINE, BY_TIME, after
from engine.views import Json
from storage import channels as stored_channels
from storage import obligationlists, seenlists
from storage.obligationlists import STATES, State, Wanted
from storage.reads import TaskFilter
from storage.seenlists import Slice
from storage.sights import Sight

if TYPE_CHECKING:
    from engine.app import Application

MOST: Final = 1000


class Listing(Seeing):
    """Each answers `rows` and `next`, the cursor with which the list goes on, null at its end."""

    def list_instances(
        self, sight: Sight, status: str | None = None, limit: int = MOST, cursor: str = ""
    ) -> Json:
        """Return instances, the newest first."""
        part = Slice(limit, after(cursor, BY_TIME))
        with self.database.read() as connection:
            session = self._session(connection)
            return listing.instances(session, sight, status, part)

    def list_tasks(
        self,
        sight: Sight,
        *,
        instance: str | None = None,
        officer: str | None = None,
        limit: int = MOST,
        cursor: str = "",
    ) -> Json:
        """Return open work items, the nearest deadline first.

        With `officer`, what they have and what they may take: of one agency.
        """
        now, part = self.clock.now(), Slice(limit, after(cursor, BY_DEADLINE))
        with self.database.read() as connection:
            session = self._session(connection)
            posts, names = self._posts(connection, sight.agency, officer)
            wanted = TaskFilter(sight.agency, instance, officer, posts, names)
            return listing.tasks(session, sight, wanted, part, now)

    def list_obligations(
        self, sight: Sight, state: str = "pending", limit: int = MOST, cursor: str = ""
    ) -> Json:
        """Return what is owed in an agency, the nearest deadline first, or the latest closed."""
        if state not in STATES:
            raise Invalid("obligation.state", wanted=state, known=", ".join(STATES))
        if sight.agency is None:
            raise Invalid("tasks.agency")
        now, part = self.clock.now(), Slice(limit, after(cursor, BY_TIME))
        with self.database.read() as connection:
            session = self._session(connection)
            near = session.agency(sight.agency).calendar.add_days(now, 1)
            wanted = Wanted(sight.agency, cast("State", state), near)
            language = self.language
            return listing.obligations(session, sight, wanted, part, language, now)

    def obligation(self, sight: Sight, id: str) -> Json:
        """Return one obligation. Raises NotFound."""
        now = self.clock.now()
        self.require_seen(sight, "obligation", id)
        with self.database.read() as connection:
            session = self._session(connection)
            instance = seenlists.instance_of(connection, "obligation", id) or ""
            rows = obligationlists.of_instance(connection, instance)
            row = next(row for row in rows if row["id"] == id)
            agency = session.agency(row["agency_id"])
            return timeviews.obligation(row, agency, self.language, now)

    def list_jobs(
        self, sight: Sight, instance: str | None = None, limit: int = MOST, cursor: str = ""
    ) -> Json:
        """Return open jobs, the oldest first."""
        part = Slice(limit, after(cursor, BY_TIME))
        with self.database.read() as connection:
            return listing.jobs(self._session(connection), sight, instance, part)

    def list_incidents(self, sight: Sight, limit: int = MOST, cursor: str = "") -> Json:
        """Return open incidents, the oldest first."""
        part = Slice(limit, after(cursor, BY_TIME))
        with self.database.read() as connection:
            session = self._session(connection)
            return listing.incidents(session, sight, part, self.language)

    def list_notices(
        self, agency: str, officer: str, *, unread: bool = False, limit: int = 100, cursor: str = ""
    ) -> Json:
        """Return what an officer was told, the newest first."""
        part = Slice(limit, after(cursor, BY_TIME))
        with self.database.read() as connection:
            app = cast("Application", self)
            language = delivery.language_of(app, connection, agency, officer)
            return listing.notices(
                self._session(connection),
                agency,
                officer,
                part,
                lambda each: noticeviews.notice(each, language),
                unread=unread,
            )

    def list_channels(self, agency: str | None = None, officer: str | None = None) -> list[Json]:
        """Return the channels in use, their addresses masked; of an officer those they manage."""
        app = cast("Application", self)
        if agency is None or officer is None:
            return app.channels(agency)
        now = self.clock.now()
        with self.database.read() as connection:
            here = self._session(connection).agency(agency)
            posts, _ = actors.shares(here.organisation, officer, here.today(now))
            found = stored_channels.of_person(connection, agency, officer, posts)
        return [noticeviews.channel(record, app.vault) for record in found]

    def list_events(self, instance: str, after: int = 0, limit: int = MOST) -> Json:
        """Return the trail of an instance, oldest first; `next` is the number to go on after."""
        with self.database.read() as connection:
            return listing.events(self._session(connection), instance, after, limit)

    def list_people(self, agency: str) -> Json:
        """Return the posts, officers and appointments of an agency. Raises NotFound."""
        now = self.clock.now()
        with self.database.read() as connection:
            session = self._session(connection)
            return listing.people(session, agency, session.agency(agency).today, now)

    def require_seen(self, sight: Sight, kind: str, id: str) -> str:
        """Return the id of something in an instance that may be seen. Raises NotFound else."""
        with self.database.read() as connection:
            instance = seenlists.instance_of(connection, kind, id)
        try:
            if instance is not None:
                self.require_visible(sight, instance)
                return id
        except NotFound:
            pass
        raise NotFound("unknown", kind=kind, name=id)
