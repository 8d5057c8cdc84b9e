"""What may be sent about what is owed by when."""

from typing import Literal

from web.bodies.values import Day, Moment, Name, PartOfAgency, Reason


class OfObligations(PartOfAgency):
    """Which obligations: all that are open, late, near (due within a working day), or closed."""

    state: Literal["pending", "late", "near", "closed"] = "pending"


class Snooze(Reason):
    """Until when nothing fires, and why."""

    until: Moment


class NewLegalDate(Reason):
    """The new date by which the result is owed `to` whom, and why."""

    to: Name
    on: Day
