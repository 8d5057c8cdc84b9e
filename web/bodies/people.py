"""What may be sent about agencies and who works there."""

from typing import Annotated, Literal

from pydantic import Field

from web.bodies.values import Body, Day, Name


class NewAgency(Body):
    """An agency without posts: its id, its name and its time zone, such as "Asia/Makassar"."""

    id: Name
    name: Name
    zone: Name = "Asia/Jakarta"


class Post(Body):
    """A post: its title, the post above, its unit, and other names lanes may have for it."""

    title: Name
    superior: Name = ""
    unit: Name = ""
    aliases: Annotated[list[Name], Field(max_length=50)] = Field(default_factory=list)


class OrgUnit(Body):
    """A unit: its name, the post that heads it, the unit it is part of, and its posts.

    Without `posts` they stay as they are.
    """

    name: Name
    head: Name
    parent: Name = ""
    posts: Annotated[list[Name], Field(max_length=1000)] | None = None


class OfficerName(Body):
    """What an officer is called."""

    name: Name


class NewOfficer(OfficerName):
    """An officer; the user name never changes."""

    username: Name


class NewAppointment(Body):
    """Who holds a post, in what capacity, from and until which day, by which letter."""

    position: Name
    officer: Name
    since: Day
    kind: Literal["definitive", "plh", "plt"] = "definitive"
    until: Day | None = None
    letter: Name = ""


class LastDay(Body):
    """The last day of an appointment."""

    last: Day
