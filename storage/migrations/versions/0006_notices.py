"""The outbox of notices, and the channels they go through."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("agency_id", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("position_id", sa.String(length=64), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("disabled_at", types.UtcDateTime(), nullable=True),
        sa.Column("free_at", types.UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(username IS NULL) <> (position_id IS NULL)", name=op.f("ck_channel_whose")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_channel_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
    )
    op.create_index(
        op.f("ix_channel_agency_id_position_id"),
        "channel",
        ["agency_id", "position_id"],
    )
    op.create_index(op.f("ix_channel_agency_id_username"), "channel", ["agency_id", "username"])
    op.create_table(
        "notice",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("agency_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("instance_id", types.Id(), nullable=True),
        sa.Column("work_item_id", types.Id(), nullable=True),
        sa.Column("obligation_id", types.Id(), nullable=True),
        sa.Column("facts", types.JsonText(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", types.UtcDateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("bundle_id", types.Id(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("sent_at", types.UtcDateTime(), nullable=True),
        sa.Column("read_at", types.UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('ready','sending','sent','dead')", name=op.f("ck_notice_state")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_notice_agency_id")),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_notice_instance_id")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_notice_obligation_id")
        ),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_notice_work_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("agency_id", "key", name=op.f("uq_notice_agency_id_key")),
    )
    op.create_index(
        "ix_notice_dead",
        "notice",
        ["agency_id"],
        sqlite_where=sa.text("state = 'dead'"),
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.create_index(
        "ix_notice_due",
        "notice",
        ["channel", "next_at"],
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_notice_instance_id"), "notice", ["instance_id"])
    op.create_index(
        "ix_notice_next",
        "notice",
        ["next_at"],
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("ix_notice_of", "notice", ["agency_id", "username", "created_at"])
    op.create_index(
        "ix_notice_unread",
        "notice",
        ["agency_id", "username"],
        sqlite_where=sa.text("channel = 'app' AND read_at IS NULL"),
        postgresql_where=sa.text("channel = 'app' AND read_at IS NULL"),
    )
    op.create_index(
        "ix_notice_bundle",
        "notice",
        ["bundle_id"],
        sqlite_where=sa.text("bundle_id IS NOT NULL"),
        postgresql_where=sa.text("bundle_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_table("channel")
