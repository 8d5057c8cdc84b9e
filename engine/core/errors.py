"""Everything the engine can refuse. Codes and facts here; the words are in `messages.py`.

* Refusal
  + NotIdentified   401   nobody knows who asks
  + NotFound        404   the thing named does not exist
  + NotPermitted    403   it exists, but not for this person
  + Conflict        409   it exists, but its state does not allow this, or somebody was faster
  + Invalid         422   what was sent breaks a rule
  + Unavailable     503   not the caller's fault; it may work later
"""

import difflib
from collections.abc import Iterable
from typing import ClassVar

from engine.core import messages
from engine.core.findings import Finding


class Refusal(Exception):
    """Base of every refusal. Raise a subclass with a code of `messages.MESSAGES` and its facts."""

    status: ClassVar[int] = 500

    def __init__(self, code: str, *, findings: Iterable[Finding] = (), **facts: object) -> None:
        """Keep the code, the facts and, for a checker, every finding at once."""
        self.code = code
        self.facts = facts
        self.findings = tuple(findings)
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """Return the whole message in `language` ("id" or "en")."""
        return messages.say(self.code, language, self.facts)


class NotIdentified(Refusal):
    """Nobody knows who asks."""

    status = 401


class NotFound(Refusal):
    """The thing named does not exist."""

    status = 404


class NotPermitted(Refusal):
    """It exists, but this person may not do that."""

    status = 403


class Conflict(Refusal):
    """It exists, but its state does not allow this."""

    status = 409


class Invalid(Refusal):
    """What was sent breaks a rule."""

    status = 422


class Unavailable(Refusal):
    """Nothing is wrong with the request; the system cannot do it now."""

    status = 503


def require_reason(reason: str) -> None:
    """Raise Invalid for an act that is to be explained and is not."""
    if not reason.strip():
        raise Invalid("reason.missing")


def unknown(kind: str, name: str, known: Iterable[str]) -> NotFound:
    """Build the refusal for a name nobody knows, offering the nearest one that exists.

    `kind` is a key of `messages.KINDS`: "definition", "officer", "agency" …
    """
    names = sorted(known)
    namesakes = [other for other in names if other.rpartition("/")[2] == name.rpartition("/")[2]]
    near = namesakes or difflib.get_close_matches(name, names, n=1)
    if near:
        return NotFound("unknown.near", kind=kind, name=name, near=near[0])
    return NotFound("unknown", kind=kind, name=name)
