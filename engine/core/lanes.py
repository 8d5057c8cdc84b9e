"""Which posts a lane of an SOP means: matched by title or alias, however it is spelled."""

import re

from engine.core.people import Organisation


def key(name: str) -> str:
    """Return the spelling by which a lane name or title is compared."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def positions(lane: str, organisation: Organisation) -> tuple[str, ...]:
    """Return the ids of the positions whose title or an alias is `lane`, in their own order."""
    wanted = key(lane)
    return tuple(
        post.id
        for post in organisation.positions
        if wanted in {key(post.title), *map(key, post.aliases)}
    )
