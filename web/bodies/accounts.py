"""What may be sent about accounts and tokens."""

from typing import Annotated, Literal

from pydantic import Field

from web.bodies.values import Body, Name

Role = Literal["administrator", "designer", "auditor"]
Roles = Annotated[list[Role], Field(max_length=10)]


class NewAccount(Body):
    """An account: of an officer of an agency, or of nobody. With `openid` it has no password."""

    login: Name
    agency: Name | None = None
    officer: Name | None = None
    roles: Roles = Field(default_factory=list)
    language: Literal["id", "en"] = "id"
    openid: bool = False


class AccountRoles(Body):
    """Exactly the roles an account shall have."""

    roles: Roles


class NewToken(Body):
    """A token of an officer of an agency; without both, of an administrator. Days it is valid."""

    agency: Name | None = None
    officer: Name | None = None
    label: Name = ""
    days: Annotated[int, Field(ge=1, le=3660)] | None = None
