"""How doors answer: the result of a verb as plain JSON, and no empty list for a misspelt agency."""

from collections.abc import Callable, Sized

from sqlalchemy import Connection

from engine import actors, views
from engine.case import Result
from engine.core.errors import Invalid
from engine.session import Session
from engine.transactions import Transactions
from engine.views import Json


class Answering(Transactions):
    """What several doors need to answer."""

    def _result(self, verb: Callable[[Session], Result]) -> Json:
        now = self.clock.now()

        def with_agency(session: Session) -> Json:
            outcome = verb(session)
            agency = session.agency(outcome.instance.agency_id, outcome.instance.agency_revision)
            return views.result(outcome, agency, self.language, now)

        return self.run(with_agency)

    def _posts(
        self, connection: Connection, agency: str | None, officer: str | None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the posts an officer holds now, and every lane name that means one of them."""
        if officer is None:
            return (), ()
        if agency is None:
            raise Invalid("tasks.agency")
        here = self.caches.agency(connection, agency)
        actors.identify(here.organisation, officer)
        return actors.shares(here.organisation, officer, here.today(self.clock.now()))

    def _known(self, connection: Connection, agency: str | None, found: Sized) -> None:
        """Refuse an empty list where the agency does not exist, so that nobody trusts a typo."""
        if agency is not None and not found:
            self.caches.agency(connection, agency)
