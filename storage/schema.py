"""The tables of the engine. Those of time are in timeschema, those of the pages in webschema.

`agency_id`, the tenant key, is in each of them.

Nothing finished is deleted; `event` is append-only. State and JSON are opaque text or bytes to the
database: never JSONB, whose reordered keys would break hashes and state.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.metadata import metadata
from storage.types import BigId, Id, JsonText, UtcDateTime

OPEN = text("state IN ('ready', 'claimed', 'started', 'suspended')")
"""The work items that still lie on somebody's list, as the partial indexes say it."""

IS_OPEN = text(f"work_item.{OPEN.text}")
"""The same in queries. With a list of parameters instead no database would use those indexes."""

agency = Table(
    "agency",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("units", JsonText, nullable=False),
    # Titles under which other SOPs mention one: [{"name", "aliases"}].
    Column("sops", JsonText, nullable=False, server_default=text("'[]'")),
    Column("calendar", JsonText, nullable=False),
    # Whether its people are kept on the pages: then agency.toml no longer changes them.
    Column("people_kept", Boolean, nullable=False, server_default=false()),
    # Raised with every change of people or calendar: what caches compare.
    Column("revision", Integer, nullable=False),
    Column("audit_seq", Integer, nullable=False),
    Column("audit_hash", String(64), nullable=False),
)

position = Table(
    "position",
    metadata,
    Column("agency_id", ForeignKey("agency.id"), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("superior", String(64), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("aliases", JsonText, nullable=False),
    Column("rank", Integer, nullable=False),
)

officer = Table(
    "officer",
    metadata,
    Column("agency_id", ForeignKey("agency.id"), primary_key=True),
    Column("username", String(64), primary_key=True),
    Column("name", Text, nullable=False),
)

appointment = Table(
    "appointment",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("agency_id", String(64), nullable=False),
    Column("position_id", String(64), nullable=False),
    Column("username", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("from_on", Date),
    Column("until_on", Date),
    Column("letter", Text, nullable=False),
    ForeignKeyConstraint(["agency_id", "position_id"], ["position.agency_id", "position.id"]),
    ForeignKeyConstraint(["agency_id", "username"], ["officer.agency_id", "officer.username"]),
    CheckConstraint("kind IN ('definitive', 'plh', 'plt')", name="kind"),
    Index(None, "agency_id", "username"),
)

definition = Table(
    "definition",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("key", String(255), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("bpmn", LargeBinary, nullable=False),
    Column("file", Text, nullable=False),
    # [kind, name, node] of each message or signal that starts it.
    Column("starts", JsonText, nullable=False),
    Column("deployed_at", UtcDateTime, nullable=False),
    Column("deployed_by", String(64)),
    Column("activated_at", UtcDateTime),  # since when it has been in force, the last time it was
    CheckConstraint("status IN ('draft', 'active', 'retired')", name="status"),
    UniqueConstraint("agency_id", "key", "version"),
    UniqueConstraint("agency_id", "key", "digest"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("key", String(255), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("dmn", LargeBinary, nullable=False),
    Column("file", Text, nullable=False),
    Column("deployed_at", UtcDateTime, nullable=False),
    Column("deployed_by", String(64)),
    CheckConstraint("status IN ('draft', 'active', 'retired')", name="status"),
    UniqueConstraint("agency_id", "key", "version"),
    UniqueConstraint("agency_id", "key", "digest"),
)

instance = Table(
    "instance",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("definition_id", ForeignKey("definition.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("state", LargeBinary),  # null until its first step has succeeded
    Column("revision", Integer, nullable=False),
    Column("waiting", JsonText, nullable=False),
    Column("next_due_at", UtcDateTime),
    Column("incidents", Integer, nullable=False),  # how many are open
    Column("jobs", Integer, nullable=False, server_default=text("0")),  # how many are open
    Column("started_at", UtcDateTime, nullable=False),
    Column("started_by", String(64)),
    Column("ended_at", UtcDateTime),
    Column("audit_seq", Integer, nullable=False),
    Column("audit_hash", String(64), nullable=False),
    CheckConstraint("status IN ('active', 'suspended', 'completed', 'cancelled')", name="status"),
    Index(None, "agency_id", "status", "started_at"),
    Index(None, "definition_id"),
    # Timers: the ticks look here and nowhere else.
    Index(
        "ix_instance_due",
        "next_due_at",
        sqlite_where=text("next_due_at IS NOT NULL"),
        postgresql_where=text("next_due_at IS NOT NULL"),
    ),
)

work_item = Table(
    "work_item",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("instance_id", ForeignKey("instance.id"), nullable=False),
    Column("token", Integer, nullable=False),
    Column("node", String(255), nullable=False),
    # "key@digest" of a called process the node stands in; "" for the instance's own.
    Column("process", Text, nullable=False),
    Column("step", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("lane_key", Text, nullable=False),
    # Null when several positions answer to the lane: then whoever holds one of them may act.
    Column("position_id", String(64)),
    Column("item", JsonText, nullable=False),
    Column("round", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("resume_state", String(16)),
    Column("officer", String(64)),
    Column("capacity", Text, nullable=False),
    Column("assigned", Boolean, nullable=False),
    Column("ready_at", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("started_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("deadline_at", UtcDateTime),
    Column("provisional", Boolean, nullable=False),
    # The two clocks in working seconds so far, and since when the one that runs has been counting;
    # null while the instance is suspended and once it is closed.
    Column("waited", Integer, nullable=False, server_default=text("0")),
    Column("handled", Integer, nullable=False, server_default=text("0")),
    Column("counting_from", UtcDateTime),
    Column("result", JsonText, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint(
        "state IN ('ready','claimed','started','completed','returned','suspended','cancelled')",
        name="state",
    ),
    UniqueConstraint("instance_id", "token"),
    Index(
        "ix_work_item_open_position",
        "agency_id",
        "position_id",
        "lane_key",
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    ),
    Index(
        "ix_work_item_open_officer",
        "agency_id",
        "officer",
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    ),
    # Reports: what was closed in a period, however much there was before it.
    Index(
        "ix_work_item_closed",
        "agency_id",
        "closed_at",
        sqlite_where=text("closed_at IS NOT NULL"),
        postgresql_where=text("closed_at IS NOT NULL"),
    ),
)

job = Table(
    "job",
    metadata,
    # Also what its handler is told to do nothing twice with.
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("instance_id", ForeignKey("instance.id"), nullable=False),
    Column("token", Integer, nullable=False),
    Column("node", String(255), nullable=False),
    # "key@digest" of a called process the node stands in; "" for the instance's own.
    Column("process", Text, nullable=False),
    Column("handler", String(255), nullable=False),
    Column("item", JsonText, nullable=False),
    Column("inputs", JsonText, nullable=False),
    Column("state", String(16), nullable=False),
    # How often it has been taken: whoever took it for the n-th time may end it only as long as
    # nobody has taken it again.
    Column("attempts", Integer, nullable=False),
    # When it may be taken: a ready one then, a running one when its lease has run out.
    Column("next_at", UtcDateTime),
    Column("error", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    CheckConstraint("state IN ('ready','running','done','failed','cancelled')", name="state"),
    UniqueConstraint("instance_id", "token"),
    # By handler first: what no handler here answers to costs the others nothing.
    Index(
        "ix_job_due",
        "handler",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
    Index(
        "ix_job_open",
        "agency_id",
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
)

register = Table(
    "register",
    metadata,
    Column("agency_id", ForeignKey("agency.id"), primary_key=True),
    Column("name", String(255), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("instance_id", ForeignKey("instance.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("node", String(255), nullable=False),
    Column("correlation", Text),
    Index(None, "agency_id", "kind", "name"),
    Index(None, "instance_id"),
)

incident = Table(
    "incident",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("instance_id", ForeignKey("instance.id"), nullable=False),
    Column("work_item_id", ForeignKey("work_item.id")),
    Column("node", String(255), nullable=False),
    Column("code", String(64), nullable=False),
    Column("facts", JsonText, nullable=False),
    Column("command", JsonText, nullable=False),
    Column("officer", String(64)),
    Column("attempts", Integer, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("resolved_at", UtcDateTime),
    Index(None, "instance_id"),
    Index(
        "ix_incident_open",
        "agency_id",
        sqlite_where=text("resolved_at IS NULL"),
        postgresql_where=text("resolved_at IS NULL"),
    ),
)

event = Table(
    "event",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("stream", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("officer", String(64)),
    Column("capacity", Text, nullable=False),
    Column("work_item_id", ForeignKey("work_item.id")),
    Column("data", JsonText, nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("stream", "seq"),
    Index(None, "agency_id", "id"),
)

api_token = Table(
    "api_token",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agency.id")),  # null: an administrator of every agency
    Column("username", String(64)),
    Column("label", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
)

start_timer = Table(
    "start_timer",
    metadata,
    Column("definition_id", ForeignKey("definition.id"), primary_key=True),
    Column("node", String(255), primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("next_at", UtcDateTime, nullable=False),
    # What of a repeating timer is still to come: the period, how often, until when.
    Column("rest", JsonText, nullable=False),
    Index("ix_start_timer_due", "next_at"),
)

definition_schedule = Table(
    "definition_schedule",
    metadata,
    Column("definition_id", ForeignKey("definition.id"), primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("key", String(255), nullable=False),
    Column("effective_on", Date, nullable=False),
    # The instant that day begins in the zone of the agency.
    Column("due_at", UtcDateTime, nullable=False),
    # When it is looked at: then, and later again where it did not succeed; `error` says why.
    Column("next_at", UtcDateTime, nullable=False),
    Column("error", Text, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Column("set_by", String(64)),
    UniqueConstraint("agency_id", "key", "effective_on"),
    Index("ix_definition_schedule_due", "next_at"),
)
