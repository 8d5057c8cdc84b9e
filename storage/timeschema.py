"""The tables of time: obligations and their ladder, channels, and the outbox of notices."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.metadata import metadata
from storage.types import BigId, Id, JsonText, UtcDateTime

PENDING = text("compliance = 'pending'")
"""The obligations that are still open, as the partial indexes say it."""

UNREAD = text("channel = 'app' AND read_at IS NULL")
"""The notices shown in Sopan that nobody has read, as the partial index says it."""

DEAD = text("state = 'dead'")
"""The notices that were given up, as the partial index says it."""

obligation = Table(
    "obligation",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("instance_id", ForeignKey("instance.id"), nullable=False),
    # Null for one of the whole instance.
    Column("work_item_id", ForeignKey("work_item.id")),
    # step: the time standard of a step; response: until somebody takes it; whole: the time standard
    # of the process; legal: a date set by law, moved by nobody but a person.
    Column("kind", String(16), nullable=False),
    # Of a legal date to whom it is owed, else "".
    Column("label", Text, nullable=False),
    # ISO 8601 and kerja or kalender; both "" of a legal date.
    Column("standard", String(64), nullable=False),
    Column("calendar", String(16), nullable=False),
    # From when it counts. Frozen, once it has been paused: {"left": seconds to the deadline and to
    # each rung, "from": when it went on}; of a legal date {"on": the day}.
    Column("base_at", UtcDateTime, nullable=False),
    Column("frozen", JsonText, nullable=False),
    Column("deadline_at", UtcDateTime, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("paused_at", UtcDateTime),
    Column("compliance", String(16), nullable=False),
    Column("closed_at", UtcDateTime),
    # How many rungs have fired, repetitions included: whoever fires the n-th guards on it.
    Column("fired", Integer, nullable=False),
    # When the next rung is due; null when there is none, while paused and once closed.
    Column("next_check_at", UtcDateTime),
    Column("acknowledged_at", UtcDateTime),
    Column("acknowledged_by", String(64)),
    Column("snoozed_until", UtcDateTime),
    # Why the last look at it failed, "" when it did not.
    Column("error", Text, nullable=False),
    # When a rung fired last, null before the first.
    Column("told_at", UtcDateTime),
    CheckConstraint("kind IN ('step','response','whole','legal')", name="kind"),
    CheckConstraint("compliance IN ('pending','met','breached','void')", name="compliance"),
    Index(None, "instance_id"),
    Index(None, "work_item_id"),
    Index(
        "ix_obligation_due",
        "next_check_at",
        sqlite_where=text("next_check_at IS NOT NULL"),
        postgresql_where=text("next_check_at IS NOT NULL"),
    ),
    Index(
        "ix_obligation_pending",
        "agency_id",
        "deadline_at",
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    ),
    Index("ix_obligation_closed", "agency_id", "closed_at"),
)

channel = Table(
    "channel",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    # Whose: an officer's, or whoever holds a post.
    Column("username", String(64)),
    Column("position_id", String(64)),
    Column("name", Text, nullable=False),
    # An Apprise URL, encrypted: it holds passwords and bot tokens.
    Column("url", LargeBinary, nullable=False),
    Column("digest", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled_at", UtcDateTime),
    # Until then nobody sends through it: somebody is at it, or it has just been used.
    Column("free_at", UtcDateTime),
    CheckConstraint("(username IS NULL) <> (position_id IS NULL)", name="whose"),
    Index(None, "agency_id", "username"),
    Index(None, "agency_id", "position_id"),
)

notice = Table(
    "notice",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    # Obligation, rung, recipient and channel: what is told once is told once.
    Column("key", String(255), nullable=False),
    Column("username", String(64), nullable=False),
    # "app", or the channel it goes through.
    Column("channel", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("instance_id", ForeignKey("instance.id")),
    Column("work_item_id", ForeignKey("work_item.id")),
    Column("obligation_id", ForeignKey("obligation.id")),
    Column("facts", JsonText, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", UtcDateTime),
    Column("error", Text, nullable=False),
    # The notice whose message this one went along with.
    Column("bundle_id", Id),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("read_at", UtcDateTime),
    CheckConstraint("state IN ('ready','sending','sent','dead')", name="state"),
    UniqueConstraint("agency_id", "key"),
    Index(
        "ix_notice_due",
        "channel",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
    Index(
        "ix_notice_next",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
    Index("ix_notice_of", "agency_id", "username", "created_at"),
    Index(
        "ix_notice_unread",
        "agency_id",
        "username",
        sqlite_where=UNREAD,
        postgresql_where=UNREAD,
    ),
    Index(
        "ix_notice_bundle",
        "bundle_id",
        sqlite_where=text("bundle_id IS NOT NULL"),
        postgresql_where=text("bundle_id IS NOT NULL"),
    ),
    Index(None, "instance_id"),
    Index(
        "ix_notice_dead",
        "agency_id",
        sqlite_where=DEAD,
        postgresql_where=DEAD,
    ),
)

archive_entry = Table(
    "archive_entry",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("instance_id", ForeignKey("instance.id"), nullable=False),
    # The key of the job that made it: archived twice is archived once.
    Column("key", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    # Label of the retention schedule (JRA), and until when it is kept; null is for good.
    Column("retention", Text, nullable=False),
    Column("keep_until", Date),
    Column("archived_at", UtcDateTime, nullable=False),
    UniqueConstraint("agency_id", "key"),
    Index(None, "agency_id", "archived_at"),
)
