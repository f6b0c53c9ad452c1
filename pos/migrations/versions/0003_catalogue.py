"""A real catalogue: what the kitchen knows of a dish, dated prices, recipes within recipes."""

import sqlalchemy as sa
from alembic import op

import canteen.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUTRIENTS = (
    "energy_kcal",
    "energy_kj",
    "protein_g",
    "fat_g",
    "saturated_fat_g",
    "carbohydrate_g",
    "sugars_g",
    "fibre_g",
    "sodium_mg",
    "potassium_mg",
    "calcium_mg",
    "iron_mg",
    "water_g",
    "ash_g",
    "other_g",
)


def upgrade() -> None:
    for column in (
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("pagoda", sa.String(), nullable=True),
        sa.Column("dark_vegetable", sa.Boolean(), nullable=True),
        sa.Column("density", canteen.db.DecimalColumn(), nullable=True),
        sa.Column("pieces", sa.String(), nullable=True),
        sa.Column("price_fen_kg", canteen.db.MoneyColumn(), nullable=True),
    ):
        op.add_column("foods", column)
    for column in (
        sa.Column("changed_by", sa.String(), nullable=True),
        sa.Column("changed_at", canteen.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("change_note", sa.String(), nullable=True),
    ):
        op.add_column("recipes", column)
    _widen_nutrients()
    _let_recipes_hold_recipes()
    _create_dish_facts()
    _create_dish_prices()
    op.create_table(
        "sold_out",
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("dish_code", sa.String(length=48), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("back_at", canteen.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("back_by", sa.String(), nullable=True),
        sa.CheckConstraint("(back_at IS NULL) = (back_by IS NULL)", name=op.f("ck_sold_out_back")),
        sa.ForeignKeyConstraint(["dish_code"], ["dishes.code"], name=op.f("fk_sold_out_dish_code")),
        sa.PrimaryKeyConstraint("business_date", "dish_code", "number", name=op.f("pk_sold_out")),
    )
    op.create_table(
        "recipe_results",
        sa.Column("recipe_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_recipe_results_revision")),
        sa.ForeignKeyConstraint(
            ["recipe_id"], ["recipes.id"], name=op.f("fk_recipe_results_recipe_id")
        ),
        sa.PrimaryKeyConstraint("recipe_id", name=op.f("pk_recipe_results")),
    )


def _widen_nutrients() -> None:
    words = ", ".join(f"'{code}'" for code in NUTRIENTS)
    with op.batch_alter_table("food_values") as table:
        table.drop_constraint(op.f("ck_food_values_nutrient"), type_="check")
        table.create_check_constraint(op.f("ck_food_values_nutrient"), f"nutrient IN ({words})")


def _let_recipes_hold_recipes() -> None:
    with op.batch_alter_table("recipe_lines") as table:
        table.alter_column("food_code", existing_type=sa.String(), nullable=True)
        table.add_column(sa.Column("part_id", sa.String(), nullable=True))
        table.create_foreign_key(op.f("fk_recipe_lines_part_id"), "recipes", ["part_id"], ["id"])
        table.create_check_constraint(
            op.f("ck_recipe_lines_food_or_part"), "(food_code IS NULL) <> (part_id IS NULL)"
        )
        table.create_index(op.f("ix_recipe_lines_part_id"), ["part_id"])


def _create_dish_facts() -> None:
    op.create_table(
        "dish_facts",
        sa.Column("dish_code", sa.String(length=48), nullable=False),
        sa.Column("main_food", sa.String(), nullable=False),
        sa.Column("main_group", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("equipment", sa.String(), nullable=False),
        sa.Column("flavour", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("texture", sa.String(), nullable=False),
        sa.Column("bones", sa.String(), nullable=False),
        sa.Column("seasons", sa.String(), nullable=False),
        sa.Column("prep_minutes", sa.Integer(), nullable=False),
        sa.Column("popularity", sa.Integer(), nullable=False),
        sa.Column("half_price_fen", canteen.db.MoneyColumn(), nullable=True),
        sa.Column("variant_of", sa.String(length=48), nullable=True),
        sa.Column("salt_note", sa.String(), nullable=False),
        sa.Column("oil_note", sa.String(), nullable=False),
        sa.Column("energy_note", sa.String(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.CheckConstraint("prep_minutes >= 0", name=op.f("ck_dish_facts_prep_minutes")),
        sa.CheckConstraint("popularity BETWEEN 0 AND 100", name=op.f("ck_dish_facts_popularity")),
        sa.ForeignKeyConstraint(
            ["dish_code"], ["dishes.code"], name=op.f("fk_dish_facts_dish_code")
        ),
        sa.ForeignKeyConstraint(
            ["main_food"], ["foods.code"], name=op.f("fk_dish_facts_main_food")
        ),
        sa.ForeignKeyConstraint(
            ["variant_of"], ["dishes.code"], name=op.f("fk_dish_facts_variant_of")
        ),
        sa.PrimaryKeyConstraint("dish_code", name=op.f("pk_dish_facts")),
    )
    op.create_index(op.f("ix_dish_facts_main_food"), "dish_facts", ["main_food"], unique=False)
    op.create_index(op.f("ix_dish_facts_variant_of"), "dish_facts", ["variant_of"], unique=False)


def _create_dish_prices() -> None:
    op.create_table(
        "dish_prices",
        sa.Column("dish_code", sa.String(length=48), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("price_fen", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("half_price_fen", canteen.db.MoneyColumn(), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("changed_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_dish_prices_number")),
        sa.CheckConstraint("price_fen >= 0", name=op.f("ck_dish_prices_price")),
        sa.ForeignKeyConstraint(
            ["dish_code"], ["dishes.code"], name=op.f("fk_dish_prices_dish_code")
        ),
        sa.PrimaryKeyConstraint("dish_code", "number", name=op.f("pk_dish_prices")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
