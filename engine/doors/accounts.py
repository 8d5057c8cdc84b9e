"""Who may log in to the pages: accounts, passwords and sessions, each verb in a transaction."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from engine import accounts, actors, logins, passwords
from engine.accounts import NewAccount
from engine.core import credentials
from engine.core.errors import Invalid
from engine.logins import Visit
from engine.transactions import Transactions
from storage import accounts as stored
from storage import loginsessions, notices, reads
from storage.accounts import AccountRecord
from storage.reads import TaskFilter

Json = dict[str, Any]

FIRST_LOGIN: Final = "admin"


class Accounts(Transactions):
    """The verbs on accounts and login sessions."""

    def accounts(self, agency: str | None = None) -> list[Json]:
        """Return every account there ever was, by login."""
        with self.database.read() as connection:
            return [_shown(record) for record in stored.all_of(connection, agency)]

    def account(self, login: str) -> Json:
        """Return one account. Raises NotFound."""
        with self.database.read() as connection:
            return _shown(accounts.find(self._session(connection), login))

    def create_account(
        self,
        wanted: NewAccount,
        password: str | None = None,
        by: str | None = None,
        *,
        openid: bool = False,
    ) -> Json:
        """Make an account. Without a password one is made up: under `password`, here only.

        With `openid` it has none: its owner logs in through OpenID Connect alone.
        """
        now = self.clock.now()
        if openid:
            return _shown(self.run(lambda s: accounts.create(s, wanted, None, by, now)))
        if password is not None:
            credentials.check_password(password, wanted.login)
        chosen = password or passwords.generate()
        hash = passwords.hashed(chosen)
        made = _shown(self.run(lambda s: accounts.create(s, wanted, hash, by, now)))
        return made if password else {**made, "password": chosen}

    def create_samples(self, wanted: Sequence[NewAccount], password: str) -> None:
        """Make the accounts of a demonstration, with one password that everybody may know.

        Those that exist stay as they are. Raises Invalid for one that is not marked as a sample.
        """
        now = self.clock.now()
        known = {account["login"] for account in self.accounts()}
        missing = [each for each in wanted if each.login not in known]
        if not all(each.demo for each in missing):
            raise Invalid("account.sample")
        if missing:
            hash = passwords.hashed(password)
            self.run(lambda s: [accounts.create(s, each, hash, None, now) for each in missing])

    def first_account(self) -> Json | None:
        """Make an administrator with a random password where there is no account; None else."""
        with self.database.read() as connection:
            if stored.count(connection, demo=False):
                return None
        login = FIRST_LOGIN if self._free(FIRST_LOGIN) else f"{FIRST_LOGIN}-sopan"
        wanted = NewAccount(login, roles=(accounts.ADMINISTRATOR,), language=self.settings.language)
        return self.create_account(wanted)

    def set_password(self, login: str, password: str | None = None, by: str | None = None) -> Json:
        """Give an account a new password, to be changed at the next login, and end its sessions.

        Without one it is made up: under `password`, here and never again.
        """
        now = self.clock.now()
        if password is not None:
            credentials.check_password(password, login)
        chosen = password or passwords.generate()
        hash = passwords.hashed(chosen)
        changed = self.run(lambda s: accounts.set_password(s, login, hash, by, now))
        self.database.write(lambda c: logins.forget(c, changed.login))
        return _shown(changed) if password else {**_shown(changed), "password": chosen}

    def change_password(self, visit: Visit, old: str, new: str) -> None:
        """Give the account of a visit the password its owner chose; its other sessions end.

        Raises NotPermitted when the old one is not right, Invalid for a new one that is too weak.
        """
        now = self.clock.now()
        with self.database.read() as connection:
            record = accounts.by_id(self._session(connection), visit.account)
        self.database.write(lambda c: logins.reserve(c, record.login, visit.account, now))
        if not passwords.matches(record.password, old):
            raise Invalid("password.wrong")
        self.database.write(lambda c: logins.forgive(c, record.login, visit.account, now))
        credentials.check_password(new, record.login)
        if old == new:
            raise Invalid("password.same")
        hash = passwords.hashed(new)
        self.run(lambda s: accounts.change_password(s, record, hash, visit.digest, now))

    def set_roles(self, login: str, roles: list[str], by: str | None = None) -> Json:
        """Give an account exactly these roles."""
        now = self.clock.now()
        return _shown(self.run(lambda s: accounts.set_roles(s, login, roles, by, now)))

    def disable_account(self, login: str, by: str | None = None) -> Json:
        """Let nobody log in to an account any more, and end its sessions."""
        now = self.clock.now()
        return _shown(self.run(lambda s: accounts.disable(s, login, by, now)))

    def enable_account(self, login: str, by: str | None = None) -> Json:
        """Let its owner log in again."""
        now = self.clock.now()
        return _shown(self.run(lambda s: accounts.enable(s, login, by, now)))

    def unlink_account(self, login: str, by: str | None = None) -> Json:
        """Untie an account from its subject of OpenID Connect."""
        now = self.clock.now()
        return _shown(self.run(lambda s: accounts.unlink(s, login, by, now)))

    def set_account_language(self, visit: Visit, language: str) -> None:
        """Remember in which language the owner of an account reads."""
        self.run(lambda s: accounts.set_language(s, visit.account, language))

    def menu_counts(self, visit: Visit) -> dict[str, int]:
        """Return how many tasks are on somebody's list and how many notices they have not read."""
        if visit.agency is None or visit.username is None:
            return {}
        now = self.clock.now()
        with self.database.read() as connection:
            here = self._session(connection).agency(visit.agency)
            posts, lanes = actors.shares(here.organisation, visit.username, here.today(now))
            shared = (*lanes, "")  # work without a lane is for everybody
            wanted = TaskFilter(visit.agency, None, visit.username, posts, shared)
            return {
                "tasks": reads.task_count(connection, wanted),
                "notices": notices.count_unread(connection, visit.agency, visit.username),
            }

    # Logging in and out

    def log_in(
        self, login: str, password: str, address: str, device: str, *, demo: bool = False
    ) -> str:
        """Open a session and return its secret, for the cookie.

        Raises NotIdentified for a wrong login or password, which look the same and take as long;
        NotPermitted for an account that is disabled, Unavailable after too many failures.
        """
        now = self.clock.now()
        self.database.write(lambda c: logins.reserve(c, login, address, now))
        with self.database.read() as connection:
            found = accounts.typed(connection, login)
        right = passwords.matches(found.password if found else None, password)
        record = logins.admit(found, right=right, demo=demo)
        self.database.write(lambda c: logins.forgive(c, login, address, now))
        if record.password and passwords.outdated(record.password):
            fresh = passwords.hashed(password)
            self.run(lambda s: stored.change(s.work, record.id, {"password": fresh}))
        return self._open(record, device, now)

    def log_in_subject(self, subject: str, names: tuple[str, ...], device: str) -> str:
        """Open a session of the account a subject of OpenID Connect belongs to.

        Raises NotIdentified where there is none, NotPermitted for one that is disabled.
        """
        now = self.clock.now()
        found = self.run(lambda s: logins.find_subject(s, subject, names, now))
        return self._open(logins.admit(found, right=True, demo=False), device, now)

    def identify_session(self, secret: str, *, demo: bool = False) -> Visit:
        """Return whose session it is. Raises NotIdentified."""
        now = self.clock.now()
        return self.run(lambda s: logins.identify(s, secret, now, demo=demo))

    def log_out(self, visit: Visit) -> None:
        """End the session of a visit."""
        now = self.clock.now()
        self.run(lambda s: loginsessions.end(s.work, visit.digest, now))

    def log_out_everywhere(self, visit: Visit) -> None:
        """End every session of the account of a visit, this one too."""
        now = self.clock.now()
        self.run(lambda s: loginsessions.end_all(s.work, visit.account, now))

    def login_sessions(self, visit: Visit) -> list[Json]:
        """Return where the account of a visit is logged in, the newest first."""
        now = self.clock.now()
        with self.database.read() as connection:
            found = loginsessions.open_of(connection, visit.account, now)
        return [
            {
                "device": each.device,
                "created_at": each.created_at.isoformat(),
                "seen_at": each.seen_at.isoformat(),
                "own": each.digest == visit.digest,
            }
            for each in found
            if each.seen_at + logins.IDLE > now
        ]

    def _open(self, record: AccountRecord, device: str, now: datetime) -> str:
        secret, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.run(lambda s: logins.open_session(s, record, secret, csrf, device, now))
        return secret

    def _free(self, login: str) -> bool:
        with self.database.read() as connection:
            return stored.of_login(connection, login) is None


def _shown(record: AccountRecord) -> Json:
    return {
        "login": record.login,
        "agency": record.agency_id,
        "officer": record.username,
        "roles": list(record.roles),
        "language": record.language,
        "must_change": record.must_change,
        "openid": record.subject is not None,
        "demo": record.demo,
        "created_at": record.created_at.isoformat(),
        "disabled_at": record.disabled_at.isoformat() if record.disabled_at else None,
    }
