"""Messages and signals: what instances wait for."""

from engine.views import Json
from web.answers.instances import Result
from web.api.router import gated, told
from web.auth import Me
from web.bodies.events import Message, Signal

router = gated("events")


@router.post("/messages", **told(Result))
def send_message(body: Message, me: Me) -> Json:
    """Give a message to the instance that waits for it."""
    return me.app.message(
        body.name,
        body.payload,
        agency=_receiver(body, me),
        key=body.key,
        instance=body.instance,
        by=me.by,
    )


@router.post("/signals", **told(list[Result]))
def send_signal(body: Signal, me: Me) -> list[Json]:
    """Give a signal to every instance that waits for it."""
    return me.app.signal(
        body.name, body.payload, agency=_receiver(body, me), instance=body.instance, by=me.by
    )


def _receiver(body: Signal, me: Me) -> str:
    """Return the agency of the instance a signal is for, or the agency it is for."""
    agency = me.home(body.agency)
    if body.instance is None:
        return agency
    return me.app.agency_of("instance", me.reach("instance", body.instance))
