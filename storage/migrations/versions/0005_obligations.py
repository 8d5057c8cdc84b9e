"""What must be done by when: obligations, and the two clocks of a work item.

Open work with a deadline gets its obligation here, without the standard, which stands in the model:
the program adds it when it opens the database (`engine.adoption`), and finds those that lack it by
the year in which they are to be looked at.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "obligation",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("agency_id", sa.String(length=64), nullable=False),
        sa.Column("instance_id", types.Id(), nullable=False),
        sa.Column("work_item_id", types.Id(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("standard", sa.String(length=64), nullable=False),
        sa.Column("calendar", sa.String(length=16), nullable=False),
        sa.Column("base_at", types.UtcDateTime(), nullable=False),
        sa.Column("frozen", types.JsonText(), nullable=False),
        sa.Column("deadline_at", types.UtcDateTime(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("paused_at", types.UtcDateTime(), nullable=True),
        sa.Column("compliance", sa.String(length=16), nullable=False),
        sa.Column("closed_at", types.UtcDateTime(), nullable=True),
        sa.Column("fired", sa.Integer(), nullable=False),
        sa.Column("next_check_at", types.UtcDateTime(), nullable=True),
        sa.Column("acknowledged_at", types.UtcDateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=64), nullable=True),
        sa.Column("snoozed_until", types.UtcDateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "compliance IN ('pending','met','breached','void')",
            name=op.f("ck_obligation_compliance"),
        ),
        sa.CheckConstraint(
            "kind IN ('step','response','whole','legal')", name=op.f("ck_obligation_kind")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_obligation_agency_id")),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_obligation_instance_id")
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_obligation_work_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
    )
    op.create_index("ix_obligation_closed", "obligation", ["agency_id", "closed_at"])
    op.create_index(
        "ix_obligation_due",
        "obligation",
        ["next_check_at"],
        sqlite_where=sa.text("next_check_at IS NOT NULL"),
        postgresql_where=sa.text("next_check_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_obligation_instance_id"), "obligation", ["instance_id"])
    op.create_index(
        "ix_obligation_pending",
        "obligation",
        ["agency_id", "deadline_at"],
        sqlite_where=sa.text("compliance = 'pending'"),
        postgresql_where=sa.text("compliance = 'pending'"),
    )
    op.create_index(op.f("ix_obligation_work_item_id"), "obligation", ["work_item_id"])
    op.add_column(
        "work_item", sa.Column("waited", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "work_item", sa.Column("handled", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("work_item", sa.Column("counting_from", types.UtcDateTime(), nullable=True))
    op.execute(
        "UPDATE work_item SET counting_from = coalesce(claimed_at, ready_at)"
        " WHERE state IN ('ready', 'claimed', 'started')"
    )
    _take_on_open_work()


def _take_on_open_work() -> None:
    """Give each open work item with a deadline its obligation, under the item's own id."""
    item = sa.table(
        "work_item",
        *(sa.column(name) for name in ("id", "agency_id", "instance_id", "state")),
        *(sa.column(name) for name in ("ready_at", "deadline_at", "provisional")),
    )
    long_ago = sa.literal(datetime(1970, 1, 1, tzinfo=UTC), types.UtcDateTime())
    values: dict[str, sa.ColumnElement[Any]] = {
        "id": item.c.id,
        "agency_id": item.c.agency_id,
        "instance_id": item.c.instance_id,
        "work_item_id": item.c.id,
        "kind": sa.literal("step"),
        "label": sa.literal(""),
        "standard": sa.literal(""),
        "calendar": sa.literal(""),
        "base_at": item.c.ready_at,
        "frozen": sa.literal("null"),
        "deadline_at": item.c.deadline_at,
        "provisional": item.c.provisional,
        "compliance": sa.literal("pending"),
        "fired": sa.literal(0),
        "next_check_at": long_ago,
        "error": sa.literal(""),
    }
    open_work = sa.select(*values.values()).where(
        item.c.state.in_(("ready", "claimed", "started", "suspended")),
        item.c.deadline_at.is_not(None),
    )
    obligation = sa.table("obligation", *(sa.column(name) for name in values))
    op.execute(obligation.insert().from_select(list(values), open_work))


def downgrade() -> None:
    op.drop_column("work_item", "counting_from")
    op.drop_column("work_item", "handled")
    op.drop_column("work_item", "waited")
    op.drop_table("obligation")
