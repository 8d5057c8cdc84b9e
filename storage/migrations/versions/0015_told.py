"""An obligation knows when its last rung fired; of one that fired before, it is not known."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("obligation", sa.Column("told_at", types.UtcDateTime()))


def downgrade() -> None:
    op.drop_column("obligation", "told_at")
