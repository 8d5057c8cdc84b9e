"""An agency remembers that its people are kept on the pages; its trail is read from the end."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "agency",
        sa.Column("people_kept", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index(op.f("ix_event_agency_id_id"), "event", ["agency_id", "id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_event_agency_id_id"), "event")
    op.drop_column("agency", "people_kept")
