"""`sopan users`: who may log in to the pages, and with which roles."""

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from cli import words
from cli.office import Json, Office, office
from cli.options import Agency, AsJson
from cli.output import Screen

app = typer.Typer(
    no_args_is_help=True,
    help="Accounts of the pages: add, list, password, roles, disable, enable, unlink.",
)

Login = Annotated[
    str, typer.Argument(metavar="LOGIN", help="What is typed to log in (nama pengguna).")
]
OfAgency = Annotated[
    str | None,
    typer.Option(
        "--agency", metavar="AGENCY", help="The agency of the officer.", show_default=False
    ),
]
Officer = Annotated[
    str | None,
    typer.Option(
        "--officer",
        metavar="USERNAME",
        help="The officer it belongs to; with --agency alone, the one named like the login.",
        show_default=False,
    ),
]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role",
        metavar="ROLE",
        help="administrator, designer or auditor; again for more.",
        show_default=False,
    ),
]
Language = Annotated[
    str | None,
    typer.Option("--language", help="id or en; else that of the office.", show_default=False),
]
Ask = Annotated[
    bool, typer.Option("--ask", help="Ask for the password; without it, one is made up.")
]
OpenId = Annotated[
    bool, typer.Option("--openid", help="Without a password: for OpenID Connect alone.")
]
GivenRoles = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROLE]...",
        help="administrator, designer, auditor; none takes all away.",
        show_default=False,
    ),
]


@app.command(epilog="Example: sopan users add kasubag --agency boalemo --role designer")
def add(
    login: Login,
    agency: OfAgency = None,
    officer: Officer = None,
    role: Roles = None,
    language: Language = None,
    ask: Ask = False,
    openid: OpenId = False,
    json: AsJson = False,
) -> None:
    """Make an account (akun). Its password is shown here once and changed at the first login."""
    with office(json) as here:
        from engine.accounts import NewAccount

        wanted = NewAccount(
            login=login,
            agency=agency,
            username=officer or (login.strip().lower() if agency else None),
            roles=tuple(role or ()),
            language=language or here.app.settings.language,
        )
        password = _asked(here.screen) if ask and not openid else None
        _show(here, here.app.create_account(wanted, password, openid=openid), json=json)


@app.command("list", epilog="Example: sopan users list --agency boalemo")
def list_(agency: Agency = None, json: AsJson = False) -> None:
    """List every account there ever was (akun)."""
    with office(json) as here:
        found = here.app.accounts(agency)
        if json:
            here.screen.show(found)
        else:
            _table(here, found)


@app.command(epilog="Example: sopan users password kasubag")
def password(login: Login, ask: Ask = False, json: AsJson = False) -> None:
    """Give an account a new password (kata sandi); whoever is logged in there is logged out."""
    with office(json) as here:
        here.app.account(login)
        chosen = _asked(here.screen) if ask else None
        _show(here, here.app.set_password(login, chosen), json=json)


@app.command(epilog="Example: sopan users roles kasubag designer auditor")
def roles(login: Login, role: GivenRoles = None, json: AsJson = False) -> None:
    """Give an account exactly these roles (peran)."""
    with office(json) as here:
        _show(here, here.app.set_roles(login, list(role or ())), json=json)


@app.command(epilog="Example: sopan users disable kasubag")
def disable(login: Login, json: AsJson = False) -> None:
    """Let nobody log in to an account any more (nonaktifkan); it stays for the record."""
    with office(json) as here:
        _show(here, here.app.disable_account(login), json=json)


@app.command(epilog="Example: sopan users enable kasubag")
def enable(login: Login, json: AsJson = False) -> None:
    """Let the owner of a disabled account log in again (aktifkan)."""
    with office(json) as here:
        _show(here, here.app.enable_account(login), json=json)


@app.command(epilog="Example: sopan users unlink kasubag")
def unlink(login: Login, json: AsJson = False) -> None:
    """Untie an account from its OpenID Connect subject, so that another can be tied to it."""
    with office(json) as here:
        _show(here, here.app.unlink_account(login), json=json)


def _asked(screen: Screen) -> str:
    """Ask for a password twice, without showing it."""
    question = words.say("users.ask", screen.language)
    return str(typer.prompt(question, hide_input=True, confirmation_prompt=True, err=True))


def _show(here: Office, account: Json, *, json: bool) -> None:
    if json:
        here.screen.show(account)
        return
    _table(here, [account])
    if "password" in account:
        here.screen.say("users.password", password=account["password"])


def _table(here: Office, accounts: list[Json]) -> None:
    here.screen.table(
        ("login", "agency", "officer", "roles", "created_at", "disabled_at"),
        (
            (
                account["login"],
                account["agency"],
                account["officer"],
                ", ".join(account["roles"]),
                *(
                    here.screen.moment(account[time], _zone(here, account))
                    for time in ("created_at", "disabled_at")
                ),
            )
            for account in accounts
        ),
    )


def _zone(here: Office, account: Json) -> ZoneInfo:
    """Return the zone of the officer's agency; an account of none has none."""
    return here.zone(account["agency"]) if account["agency"] else ZoneInfo("UTC")
