"""Half portions: of a plate's binding, of its serving, and of a line that was sold."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A column with a default is added in place: what stands there was whole, and the triggers of
    # `sale_lines` stay.
    for table in ("bindings", "servings", "sale_lines"):
        op.add_column(
            table, sa.Column("half", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
