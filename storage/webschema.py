"""The tables of pages and API: accounts, sessions, drafts, documents, webhooks."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
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

account = Table(
    "account",
    metadata,
    Column("id", Id, primary_key=True),
    # What is typed to log in, in lower case.
    Column("login", String(128), nullable=False, unique=True),
    # The officer it belongs to; null for one who only administers.
    Column("agency_id", ForeignKey("agency.id")),
    Column("username", String(64)),
    # administrator, designer, auditor; what an officer may follows from appointments.
    Column("roles", JsonText, nullable=False),
    Column("password", Text),  # argon2; null: logs in through OpenID Connect alone
    Column("must_change", Boolean, nullable=False),
    Column("subject", String(255), unique=True),  # of OpenID Connect
    Column("language", String(2), nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled_at", UtcDateTime),
    CheckConstraint("(agency_id IS NULL) = (username IS NULL)", name="officer"),
    UniqueConstraint("agency_id", "username"),
)

login_session = Table(
    "login_session",
    metadata,
    Column("digest", String(64), primary_key=True),  # of the secret in the cookie
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("device", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index(None, "account_id"),
)

login_attempt = Table(
    "login_attempt",
    metadata,
    # "login:…" or "from:…", the account aimed at or the address it came from.
    Column("key", String(160), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("blocked_until", UtcDateTime),
)

form_draft = Table(
    "form_draft",
    metadata,
    Column("work_item_id", ForeignKey("work_item.id"), primary_key=True),
    Column("username", String(64), primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("content", JsonText, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)

attachment = Table(
    "attachment",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("instance_id", ForeignKey("instance.id"), nullable=False),
    Column("work_item_id", ForeignKey("work_item.id")),
    Column("field", String(255), nullable=False),  # of the form, "" beside it
    Column("name", Text, nullable=False),
    Column("media_type", String(128), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("added_by", String(64)),
    Column("capacity", Text, nullable=False),
    Column("removed_at", UtcDateTime),
    Index(None, "instance_id"),
    Index(None, "work_item_id"),
)

attachment_content = Table(
    "attachment_content",
    metadata,
    Column("attachment_id", ForeignKey("attachment.id"), primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("data", LargeBinary, nullable=False),
)

comment = Table(
    "comment",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("instance_id", ForeignKey("instance.id"), nullable=False),
    Column("work_item_id", ForeignKey("work_item.id")),
    Column("officer", String(64)),
    Column("capacity", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "instance_id"),
)

bpmn_draft = Table(
    "bpmn_draft",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("key", String(255), nullable=False),
    Column("name", Text, nullable=False),
    # The version it was begun from; null for a new SOP.
    Column("base_version", Integer),
    Column("file", Text, nullable=False),
    Column("bpmn", LargeBinary, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("saved_by", String(64)),
    # Who has it open, as of their last sign of life.
    Column("editor", String(64)),
    Column("editor_at", UtcDateTime),
    Column("closed_at", UtcDateTime),  # deployed or thrown away
    # One open draft for each SOP: whoever comes second works on the same one.
    Index(
        "ix_bpmn_draft_open",
        "agency_id",
        "key",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
)

bpmn_draft_revision = Table(
    "bpmn_draft_revision",
    metadata,
    Column("draft_id", ForeignKey("bpmn_draft.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("bpmn", LargeBinary, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("saved_by", String(64)),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("key", String(64), primary_key=True),  # digest of caller and key
    Column("request", String(64), nullable=False),  # digest of what was asked
    Column("status", Integer),  # null while the first one is still at work
    Column("body", LargeBinary),
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "created_at"),
)

webhook = Table(
    "webhook",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("url", LargeBinary, nullable=False),  # encrypted, like a channel's
    Column("secret", LargeBinary, nullable=False),  # encrypted; signs what is sent
    Column("label", Text, nullable=False),
    Column("kinds", JsonText, nullable=False),  # of events; none is every one
    # The last event it has been told of: events go out in their order.
    Column("last_event", BigId, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", UtcDateTime, nullable=False),
    Column("error", Text, nullable=False),
    Column("failing_since", UtcDateTime),  # null: the last attempt arrived
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled_at", UtcDateTime),
)
