"""What may be sent about webhooks."""

from typing import Annotated

from pydantic import Field

from web.bodies.values import Body, Name, Url


class WebhookToAdd(Body):
    """Where events of the agency go, and which kinds; none is every one."""

    url: Url
    label: Name = ""
    kinds: Annotated[list[Name], Field(max_length=100)] = Field(default_factory=list)
    agency: Name | None = None
