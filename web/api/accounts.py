"""Who may log in to the pages: accounts, their roles and passwords; for who looks after them."""

from typing import Annotated

from fastapi import Query

from engine.accounts import NewAccount as Wanted
from engine.core.errors import NotFound
from engine.views import Json
from web.answers.accounts import Account, AccountWithPassword
from web.api.router import gated, told
from web.auth import Caller, Me
from web.bodies.accounts import AccountRoles, NewAccount
from web.bodies.values import Name, OfAgency

router = gated("accounts")


@router.get("/accounts", **told(list[Account]))
def list_accounts(asked: Annotated[OfAgency, Query()], me: Me) -> list[Json]:
    """List accounts by login, disabled ones too."""
    return me.app.accounts(me.kept(asked.agency))


@router.post("/accounts", **told(AccountWithPassword, 201))
def add_account(body: NewAccount, me: Me) -> Json:
    """Make an account; its first password is in the answer, this once."""
    agency = me.kept(body.agency)
    wanted = Wanted(body.login, agency, body.officer, body.roles, body.language)
    return me.app.create_account(wanted, by=me.by, openid=body.openid)


@router.get("/accounts/{login}", **told(Account))
def show_account(login: Name, me: Me) -> Json:
    """Show one account."""
    return me.app.account(_login(me, login))


@router.post("/accounts/{login}/roles", **told(Account))
def set_account_roles(login: Name, body: AccountRoles, me: Me) -> Json:
    """Give an account exactly these roles."""
    return me.app.set_roles(_login(me, login), list(body.roles), by=me.by)


@router.post("/accounts/{login}/password", **told(AccountWithPassword))
def reset_password(login: Name, me: Me) -> Json:
    """Give an account another password, told this once; its sessions end."""
    return me.app.set_password(_login(me, login), by=me.by)


@router.post("/accounts/{login}/disable", **told(Account))
def disable_account(login: Name, me: Me) -> Json:
    """Let nobody log in to an account any more; its sessions end."""
    return me.app.disable_account(_login(me, login), by=me.by)


@router.post("/accounts/{login}/enable", **told(Account))
def enable_account(login: Name, me: Me) -> Json:
    """Let its owner log in again."""
    return me.app.enable_account(_login(me, login), by=me.by)


@router.post("/accounts/{login}/unlink", **told(Account))
def unlink_account(login: Name, me: Me) -> Json:
    """Untie an account from its subject of OpenID Connect."""
    return me.app.unlink_account(_login(me, login), by=me.by)


def _login(me: Caller, login: str) -> str:
    """Return the login of an account they look after. Raises NotPermitted, NotFound."""
    known = me.app.accounts(me.kept())
    if login not in [each["login"] for each in known]:
        raise NotFound("unknown", kind="account", name=login[:80])
    return login
