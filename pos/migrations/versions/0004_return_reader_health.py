"""How the reader at the return is, beside that of the till."""

import sqlalchemy as sa
from alembic import op

import canteen.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What stands there is a minute old at most, and a running till writes it anew.
    op.drop_table("reader_health")
    op.create_table(
        "reader_health",
        sa.Column("terminal", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(length=8), nullable=False),
        sa.Column("at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("connected", sa.Boolean(), nullable=False),
        sa.Column("frames", sa.BigInteger(), nullable=False),
        sa.Column("crc_errors", sa.BigInteger(), nullable=False),
        sa.Column("resyncs", sa.BigInteger(), nullable=False),
        sa.Column("timeouts", sa.BigInteger(), nullable=False),
        sa.Column("reconnects", sa.Integer(), nullable=False),
        sa.Column("last_good", canteen.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("place IN ('till', 'return')", name=op.f("ck_reader_health_place")),
        sa.PrimaryKeyConstraint("terminal", "place", name=op.f("pk_reader_health")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
