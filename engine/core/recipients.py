"""Who is told of late work: its performer, those above, the head, in the capacity of the day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from engine.core.people import CAPACITY, Organisation


@dataclass(frozen=True, slots=True)
class Recipient:
    """One who is told, in which capacity ("Plh. Sekretaris"), and the word that led to them."""

    username: str
    capacity: str
    position: str
    role: str


def recipients(
    organisation: Organisation,
    positions: Sequence[str],
    officer: str | None,
    notify: str,
    day: date,
) -> tuple[Recipient, ...]:
    """Return whom the words of `notify` mean on `day`, each person once, under the first word.

    `positions` are the posts that may do the work, `officer` who has taken it. A vacant post passes
    to the next above, and so does one held by the performer in person, say as Plh.; where nobody is
    above, to the nearest below. Of the head's own work, and where the performer alone holds all of
    that, it is the head: late work is never told to nobody as long as there is one.
    """
    doing = _doing(organisation, positions, officer, day)
    own = [each.position for each in doing if each.position] if officer else list(positions)
    found = [
        each
        for word in notify.split()
        for each in _called(organisation, own or positions, doing, word, day)
    ]
    return tuple({each.username: each for each in reversed(found)}.values())[::-1]


def _doing(
    organisation: Organisation, positions: Sequence[str], officer: str | None, day: date
) -> tuple[Recipient, ...]:
    """Return who does the work: whoever has taken it, else all that may."""
    holding = _holding(organisation, positions, "performer", day)
    if officer is None:
        return holding
    own = tuple(each for each in holding if each.username == officer)
    return own or (Recipient(officer, "", "", "performer"),)


def _called(
    organisation: Organisation,
    positions: Sequence[str],
    doing: Sequence[Recipient],
    word: str,
    day: date,
) -> Iterator[Recipient]:
    """Yield whom one word of `notify` means."""
    name, _, number = word.partition(":")
    if name == "performer" and doing:
        yield from doing
        return
    for position in positions:
        above = organisation.superiors(position)
        nearest = len(above) if name == "head" else int(number or 1)
        found = _first_held(organisation, above, nearest, doing, word, day)
        highest = above[-1] if above else position
        yield from found or _holding(organisation, (highest,), word, day)


def _first_held(
    organisation: Organisation,
    above: Sequence[str],
    nearest: int,
    doing: Sequence[Recipient],
    word: str,
    day: date,
) -> tuple[Recipient, ...]:
    """Return who holds the post so many above, or where only the performer does, another one."""
    themselves = {each.username for each in doing}
    for post in (*above[nearest - 1 :], *reversed(above[: nearest - 1])):
        held = _holding(organisation, (post,), word, day)
        if {each.username for each in held} - themselves:
            return held
    return ()


def _holding(
    organisation: Organisation, positions: Sequence[str], role: str, day: date
) -> tuple[Recipient, ...]:
    """Return who holds one of the posts, in the order of the posts, then of the names."""
    titles = {post.id: post.title for post in organisation.positions}
    return tuple(
        Recipient(held.username, CAPACITY[held.kind] + titles.get(post, post), post, role)
        for post in positions
        for held in sorted(organisation.appointments, key=lambda each: each.username)
        if held.position == post and held.holds_on(day)
    )
