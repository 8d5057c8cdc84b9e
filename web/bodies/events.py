"""What may be sent as a message or signal."""

from pydantic import Field

from web.bodies.values import Body, Name, Variables


class Signal(Body):
    """A signal, to every instance of the agency that waits for it, or to one."""

    name: Name
    payload: Variables = Field(default_factory=dict)
    agency: Name | None = None
    instance: Name | None = None


class Message(Signal):
    """A message, to the one instance that waits for it; `key` is its correlation value."""

    key: Name | None = None
