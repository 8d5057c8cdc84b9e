"""Jobs of handlers, and the registers their numbers come from."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DUE = sa.text("next_at IS NOT NULL")
OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    op.add_column("instance", sa.Column("jobs", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "job",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("agency_id", sa.String(length=64), nullable=False),
        sa.Column("instance_id", types.Id(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("node", sa.String(length=255), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("handler", sa.String(length=255), nullable=False),
        sa.Column("item", types.JsonText(), nullable=False),
        sa.Column("inputs", types.JsonText(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", types.UtcDateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("closed_at", types.UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('ready','running','done','failed','cancelled')", name=op.f("ck_job_state")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_job_agency_id")),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_job_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("instance_id", "token", name=op.f("uq_job_instance_id_token")),
    )
    op.create_index(
        "ix_job_due", "job", ["handler", "next_at"], sqlite_where=DUE, postgresql_where=DUE
    )
    op.create_index("ix_job_open", "job", ["agency_id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "register",
        sa.Column("agency_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_register_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "name", "year", name=op.f("pk_register")),
    )


def downgrade() -> None:
    op.drop_table("register")
    op.drop_table("job")
    op.drop_column("instance", "jobs")
