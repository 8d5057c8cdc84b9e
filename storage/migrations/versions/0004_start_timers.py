"""Start events that wait for a time."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "start_timer",
        sa.Column("definition_id", types.Id(), nullable=False),
        sa.Column("node", sa.String(length=255), nullable=False),
        sa.Column("agency_id", sa.String(length=64), nullable=False),
        sa.Column("next_at", types.UtcDateTime(), nullable=False),
        sa.Column("rest", types.JsonText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_start_timer_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definition.id"], name=op.f("fk_start_timer_definition_id")
        ),
        sa.PrimaryKeyConstraint("definition_id", "node", name=op.f("pk_start_timer")),
    )
    op.create_index("ix_start_timer_due", "start_timer", ["next_at"])


def downgrade() -> None:
    op.drop_index("ix_start_timer_due", table_name="start_timer")
    op.drop_table("start_timer")
