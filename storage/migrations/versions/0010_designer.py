"""Drafts of SOPs."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bpmn_draft",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("agency_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("bpmn", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", types.UtcDateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=True),
        sa.Column("editor", sa.String(length=64), nullable=True),
        sa.Column("editor_at", types.UtcDateTime(), nullable=True),
        sa.Column("closed_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_bpmn_draft_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bpmn_draft")),
    )
    op.create_index(
        "ix_bpmn_draft_open",
        "bpmn_draft",
        ["agency_id", "key"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "bpmn_draft_revision",
        sa.Column("draft_id", types.Id(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(length=64), nullable=False),
        sa.Column("bpmn", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", types.UtcDateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["bpmn_draft.id"], name=op.f("fk_bpmn_draft_revision_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_bpmn_draft_revision_agency_id")
        ),
        sa.PrimaryKeyConstraint("draft_id", "revision", name=op.f("pk_bpmn_draft_revision")),
    )


def downgrade() -> None:
    op.drop_table("bpmn_draft_revision")
    op.drop_table("bpmn_draft")
