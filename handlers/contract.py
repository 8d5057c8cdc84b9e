"""What a handler is: it gets values, and returns what it wants. The engine does the rest.

A handler runs outside any transaction, at least once: after a crash it runs again with the same
key. Whatever it does in the outside world must be harmless when it is done twice with one key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from engine.core.retention import Retention


@dataclass(frozen=True, slots=True)
class Context:
    """What a handler is told.

    `inputs` are JSON values by name; `key` is the same at each run of one job and of no other;
    `now` is an aware instant in UTC.
    """

    agency: str
    instance: str
    node: str
    inputs: Mapping[str, Any]
    key: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Number:
    """A wish: the next number of a register, counted anew each year and without gaps.

    The variable `into` gets `template` filled in (`engine.core.numbering`), the variable `figure`
    the bare number.
    """

    register: str
    template: str
    into: str
    figure: str


@dataclass(frozen=True, slots=True)
class Start:
    """A wish: another SOP of the agency, by its key. The variable `into` gets the instance's id."""

    sop: str
    title: str
    variables: Mapping[str, Any]
    into: str


@dataclass(frozen=True, slots=True)
class Archive:
    """A wish: a record in the archive, with a checksum over `documents` and `values`.

    `documents` are names of what is attached to the instance, None for all of it. `retention` is
    the label as written, `keep` what it says. Of one `key` there is one record. The variable
    `arsip` gets the key, `sidik` the checksum, `simpan_sampai` the last day it must be kept.
    """

    key: str
    title: str
    reference: str
    documents: tuple[str, ...] | None
    values: Mapping[str, Any]
    retention: str
    keep: Retention


Wish = Number | Start | Archive


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a handler returns: variables, an error of BPMN by its code, and what it wants done.

    With an `error` the task throws it and nothing that is wanted is done.
    """

    variables: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    wants: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Handler:
    """A handler: the function, the inputs it cannot do without, the variables it returns.

    One that has no effect but by its wishes is not `outside`: a simulation runs it as it is.
    """

    run: Callable[[Context], Outcome]
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    outside: bool = True


class Permanent(Exception):
    """Raised by a handler: trying again is of no use. The text says why, to a person."""


class Retry(Exception):
    """Raised by a handler: try again, not before `after` has passed if that is given.

    Any other exception but Permanent means the same.
    """

    def __init__(self, reason: str, after: timedelta = timedelta(0)) -> None:
        """Keep the reason and the wait."""
        self.after = after
        super().__init__(reason)
