"""Drafts of dishes outlast the program, and a recipe line may hold a measure without a weight."""

import sqlalchemy as sa
from alembic import op

import canteen.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("recipe_lines") as table:
        table.add_column(sa.Column("measure", sa.String(), nullable=True))
        table.add_column(sa.Column("unweighed", sa.String(), nullable=True))
        table.create_check_constraint(
            op.f("ck_recipe_lines_measure"), "(measure IS NULL) = (unweighed IS NULL)"
        )
    op.create_table(
        "dish_drafts",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=48), nullable=False),
        sa.Column("dish_code", sa.String(length=48), nullable=True),
        sa.Column("recipe_id", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(dish_code IS NULL) = (recipe_id IS NULL)", name=op.f("ck_dish_drafts_base")
        ),
        sa.ForeignKeyConstraint(
            ["dish_code"], ["dishes.code"], name=op.f("fk_dish_drafts_dish_code")
        ),
        sa.ForeignKeyConstraint(
            ["recipe_id"], ["recipes.id"], name=op.f("fk_dish_drafts_recipe_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_dish_drafts_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "key", name=op.f("pk_dish_drafts")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
