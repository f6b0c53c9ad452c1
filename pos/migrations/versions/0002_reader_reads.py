"""How often each plate answered, by the hour, and how each terminal's reader is."""

import sqlalchemy as sa
from alembic import op

import canteen.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reader_reads",
        sa.Column("terminal", sa.String(length=16), nullable=False),
        sa.Column("hour", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("antenna", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("cycles", sa.Integer(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.CheckConstraint("reads >= 0 AND reads <= cycles", name=op.f("ck_reader_reads_reads")),
        sa.ForeignKeyConstraint(["uid"], ["plates.uid"], name=op.f("fk_reader_reads_uid")),
        sa.PrimaryKeyConstraint("terminal", "hour", "antenna", "uid", name=op.f("pk_reader_reads")),
    )
    op.create_table(
        "reader_health",
        sa.Column("terminal", sa.String(length=16), nullable=False),
        sa.Column("at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("connected", sa.Boolean(), nullable=False),
        sa.Column("frames", sa.BigInteger(), nullable=False),
        sa.Column("crc_errors", sa.BigInteger(), nullable=False),
        sa.Column("resyncs", sa.BigInteger(), nullable=False),
        sa.Column("timeouts", sa.BigInteger(), nullable=False),
        sa.Column("reconnects", sa.Integer(), nullable=False),
        sa.Column("last_good", canteen.db.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("terminal", name=op.f("pk_reader_health")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
