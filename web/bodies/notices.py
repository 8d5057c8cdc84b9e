"""What may be sent about notices."""

from typing import Annotated, Literal

from pydantic import Field

from web.bodies.values import MOST_ROWS, Body, Name, OfAgency, Part, Rows


class OfNotices(Part):
    """Which notices, the newest first."""

    unread: bool = False


class OfSendings(OfAgency):
    """Which messages that go or went out; "dead" are those given up."""

    state: Literal["ready", "sending", "sent", "dead"] | None = None
    limit: Rows = MOST_ROWS


class InAgency(Body):
    """In which agency; not given is one's own, for who looks after every one all of them."""

    agency: Name | None = None


class ReadNotices(Body):
    """Which notices were read; not given is all."""

    ids: Annotated[list[Name], Field(max_length=MOST_ROWS)] | None = None
