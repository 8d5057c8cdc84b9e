"""What may be sent about channels."""

from web.bodies.values import Body, Name, Url


class NewChannel(Body):
    """A channel of an officer, oneself if not given, or of whoever holds a position."""

    url: Url
    officer: Name | None = None
    position: Name | None = None
    name: Name = ""
    digest: bool = False
    agency: Name | None = None
