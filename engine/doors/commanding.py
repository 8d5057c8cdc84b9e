"""Commands sent with a key, as the API carries them out."""

from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from engine import sentcommands
from engine.core.errors import Conflict
from engine.sentcommands import Command
from engine.transactions import Transactions
from storage import idempotency


class Commanding(Transactions):
    """What comes before and after the verb of a command."""

    def take_command(self, key: str, request: str) -> Command | tuple[int, bytes]:
        """Take up a command, or return how it was answered before: status and body.

        Raises Conflict for another command of the same key, one that is at work, and one that was
        done and whose answer was not kept.
        """
        now = self.clock.now()
        with self.database.read() as connection:
            known = idempotency.find(connection, key)
        seen: datetime | None = None
        if known is not None and known.created_at + sentcommands.KEPT_FOR > now:
            sentcommands.judge(known, request, now)
            if known.status is not None:
                return known.status, known.body or b""
            seen = known.created_at
        elif known is not None:
            self.database.write(
                lambda connection: idempotency.forget(connection, now - sentcommands.KEPT_FOR)
            )

        def reserve(connection: Connection) -> bool:
            return idempotency.reserve(connection, key, request, now, seen)

        try:
            mine = self.database.write(reserve)
        except IntegrityError:
            mine = False
        if not mine:
            raise Conflict("command.running")
        return Command(key, now)

    def end_command(self, command: Command, status: int, body: bytes) -> None:
        """Keep how a command was answered."""
        key, since = command.key, command.since
        self.database.write(lambda c: idempotency.keep(c, key, since, status, body))

    def drop_command(self, command: Command) -> None:
        """Forget a command that was refused, unless it has changed something all the same."""
        key, since = command.key, command.since
        self.database.write(lambda c: idempotency.drop(c, key, since))

    def forget_commands(self) -> None:
        """Forget the commands that were sent longer ago than they are kept."""
        before = self.clock.now() - sentcommands.KEPT_FOR
        self.database.write(lambda c: idempotency.forget(c, before))
