"""What may be sent about jobs of handlers."""

from web.bodies.tasks import Completion
from web.bodies.values import Name, PartOfAgency


class OfJobs(PartOfAgency):
    """Which open jobs, the oldest first."""

    instance: Name | None = None


class Ending(Completion):
    """What a handler would have returned; with `error`, the code of an error it ends in."""

    error: Name | None = None
