"""Versions that come into force on a day, and since when each has been in force."""

import sqlalchemy as sa
from alembic import op

from storage import types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

definition = sa.table(
    "definition",
    sa.column("agency_id", sa.String()),
    sa.column("key", sa.String()),
    sa.column("version", sa.Integer()),
    sa.column("status", sa.String()),
    sa.column("deployed_at", types.UtcDateTime()),
    sa.column("activated_at", types.UtcDateTime()),
)
event = sa.table(
    "event",
    sa.column("id", sa.BigInteger()),
    sa.column("at", types.UtcDateTime()),
    sa.column("kind", sa.String()),
    sa.column("data", types.JsonText()),
)


def upgrade() -> None:
    op.add_column("definition", sa.Column("activated_at", types.UtcDateTime(), nullable=True))
    _remember()
    op.create_table(
        "definition_schedule",
        sa.Column("definition_id", types.Id(), nullable=False),
        sa.Column("agency_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=False),
        sa.Column("next_at", types.UtcDateTime(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("set_at", types.UtcDateTime(), nullable=False),
        sa.Column("set_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_definition_schedule_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["definition_id"],
            ["definition.id"],
            name=op.f("fk_definition_schedule_definition_id"),
        ),
        sa.PrimaryKeyConstraint("definition_id", name=op.f("pk_definition_schedule")),
        sa.UniqueConstraint(
            "agency_id",
            "key",
            "effective_on",
            name=op.f("uq_definition_schedule_agency_id_key_effective_on"),
        ),
    )
    op.create_index("ix_definition_schedule_due", "definition_schedule", ["next_at"])


def downgrade() -> None:
    op.drop_index("ix_definition_schedule_due", table_name="definition_schedule")
    op.drop_table("definition_schedule")
    op.drop_column("definition", "activated_at")


def _remember() -> None:
    """Take since when versions have been in force from the trail, which has always said so."""
    connection = op.get_bind()
    told = sa.select(event.c.at, event.c.data).where(event.c.kind == "DefinitionActivated")
    for row in connection.execute(told.order_by(event.c.id)).all():
        agency, _, key = row.data["definition"].partition("/")
        connection.execute(
            sa.update(definition)
            .where(
                definition.c.agency_id == agency,
                definition.c.key == key,
                definition.c.version == row.data["version"],
            )
            .values(activated_at=row.at)
        )
    connection.execute(
        sa.update(definition)
        .where(definition.c.status == "active", definition.c.activated_at.is_(None))
        .values(activated_at=definition.c.deployed_at)
    )
