"""The first schema: food facts, dishes and menus, accounts, the till."""

import sqlalchemy as sa
from alembic import op

import canteen.db
from pos.migrations.append_only import protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "transfers",
    "chain_entries",
    "chain_anchors",
    "sales",
    "sale_lines",
    "payments",
    "documents",
    "audit_events",
)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("balance", canteen.db.MoneyColumn(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("terminal", sa.String(length=16), nullable=False),
        sa.Column("at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=True),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_table(
        "chain_anchors",
        sa.Column("terminal", sa.String(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.Column("at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "seq", name=op.f("pk_chain_anchors")),
    )
    op.create_table(
        "chain_entries",
        sa.Column("terminal", sa.String(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_chain_entries_seq")),
        sa.PrimaryKeyConstraint("terminal", "seq", name=op.f("pk_chain_entries")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_chain_entries_kind_subject")),
    )
    op.create_table(
        "foods",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("food_group", sa.String(), nullable=False),
        sa.Column("edible_pct", canteen.db.DecimalColumn(), nullable=True),
        sa.Column("edible_source", sa.String(), nullable=False),
        sa.Column("allergens", sa.String(), nullable=False),
        sa.Column("carb_basis", sa.String(), nullable=False),
        sa.CheckConstraint(
            "carb_basis IN ('total', 'available')", name=op.f("ck_foods_carb_basis")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_foods")),
    )
    op.create_table(
        "menu_cycles",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days >= 1", name=op.f("ck_menu_cycles_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menu_cycles")),
        sa.UniqueConstraint("seq", name=op.f("uq_menu_cycles_seq")),
    )
    op.create_table(
        "plates",
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("enrolled_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", canteen.db.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_plates")),
    )
    op.create_table(
        "receipt_counters",
        sa.Column("terminal", sa.String(length=16), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "business_date", name=op.f("pk_receipt_counters")),
    )
    op.create_table(
        "recipes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("portions", canteen.db.DecimalColumn(), nullable=True),
        sa.Column("cooked_total_g", canteen.db.DecimalColumn(), nullable=True),
        sa.Column("moisture_change_pct", canteen.db.DecimalColumn(), nullable=True),
        sa.Column("yield_source", sa.String(), nullable=False),
        sa.Column("yield_reason", sa.String(), nullable=False),
        sa.Column("unsalted", sa.Boolean(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.CheckConstraint(
            "yield_source IN ('weighed', 'factor', 'assumed')", name=op.f("ck_recipes_yield_source")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_recipes_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipes")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_recipes_code_version")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", canteen.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('cashier', 'supervisor', 'kitchen', 'dietitian', 'manager', 'auditor')",
            name=op.f("ck_staff_role"),
        ),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_staff_failures")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "dishes",
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("category", sa.String(length=8), nullable=False),
        sa.Column("price_fen", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("drawing", sa.String(), nullable=False),
        sa.Column("recipe_id", sa.String(), nullable=False),
        sa.CheckConstraint(
            "category IN ('big', 'half', 'veg', 'soup', 'staple', 'snack')",
            name=op.f("ck_dishes_category"),
        ),
        sa.CheckConstraint("price_fen >= 0", name=op.f("ck_dishes_price")),
        sa.ForeignKeyConstraint(["recipe_id"], ["recipes.id"], name=op.f("fk_dishes_recipe_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_dishes")),
    )
    op.create_index(op.f("ix_dishes_recipe_id"), "dishes", ["recipe_id"], unique=False)
    op.create_table(
        "food_values",
        sa.Column("food_code", sa.String(), nullable=False),
        sa.Column("nutrient", sa.String(), nullable=False),
        sa.Column("value", canteen.db.DecimalColumn(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(value IS NULL) = (status = 'missing')", name=op.f("ck_food_values_missing_is_null")
        ),
        sa.CheckConstraint(
            "nutrient IN ('energy_kcal', 'energy_kj', 'protein_g', 'fat_g', 'saturated_fat_g', 'carbohydrate_g', 'sugars_g', 'fibre_g', 'sodium_mg', 'water_g', 'ash_g', 'other_g')",
            name=op.f("ck_food_values_nutrient"),
        ),
        sa.CheckConstraint(
            "status IN ('measured', 'calculated', 'label', 'trace', 'estimated', 'missing')",
            name=op.f("ck_food_values_status"),
        ),
        sa.ForeignKeyConstraint(
            ["food_code"], ["foods.code"], name=op.f("fk_food_values_food_code")
        ),
        sa.PrimaryKeyConstraint("food_code", "nutrient", name=op.f("pk_food_values")),
    )
    op.create_table(
        "recipe_lines",
        sa.Column("recipe_id", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("food_code", sa.String(), nullable=False),
        sa.Column("grams", canteen.db.DecimalColumn(), nullable=False),
        sa.Column("edible_pct", canteen.db.DecimalColumn(), nullable=True),
        sa.Column("consumed_fraction", canteen.db.DecimalColumn(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("line >= 0", name=op.f("ck_recipe_lines_line")),
        sa.ForeignKeyConstraint(
            ["food_code"], ["foods.code"], name=op.f("fk_recipe_lines_food_code")
        ),
        sa.ForeignKeyConstraint(
            ["recipe_id"], ["recipes.id"], name=op.f("fk_recipe_lines_recipe_id")
        ),
        sa.PrimaryKeyConstraint("recipe_id", "line", name=op.f("pk_recipe_lines")),
    )
    op.create_index(op.f("ix_recipe_lines_food_code"), "recipe_lines", ["food_code"], unique=False)
    op.create_table(
        "shifts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("terminal", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("opened_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("float", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("closed_at", canteen.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("expected", canteen.db.MoneyColumn(), nullable=True),
        sa.Column("counted", canteen.db.MoneyColumn(), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (counted IS NULL)", name=op.f("ck_shifts_closed")
        ),
        sa.CheckConstraint("float >= 0", name=op.f("ck_shifts_float")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_shifts_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
    )
    op.create_index(
        "uq_shifts_terminal_open",
        "shifts",
        ["terminal"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "sundries",
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("price_fen", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("is_food", sa.Boolean(), nullable=False),
        sa.Column("recipe_id", sa.String(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "is_food OR recipe_id IS NULL", name=op.f("ck_sundries_only_food_has_a_recipe")
        ),
        sa.CheckConstraint("price_fen >= 0", name=op.f("ck_sundries_price")),
        sa.ForeignKeyConstraint(["recipe_id"], ["recipes.id"], name=op.f("fk_sundries_recipe_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_sundries")),
    )
    op.create_index(op.f("ix_sundries_recipe_id"), "sundries", ["recipe_id"], unique=False)
    op.create_table(
        "transfers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("debit", sa.String(length=64), nullable=False),
        sa.Column("credit", sa.String(length=64), nullable=False),
        sa.Column("amount", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_transfers_amount")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_transfers_two_accounts")),
        sa.ForeignKeyConstraint(["credit"], ["accounts.id"], name=op.f("fk_transfers_credit")),
        sa.ForeignKeyConstraint(["debit"], ["accounts.id"], name=op.f("fk_transfers_debit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
    )
    op.create_index(op.f("ix_transfers_subject"), "transfers", ["subject"], unique=False)
    op.create_table(
        "bindings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("dish_code", sa.String(length=48), nullable=True),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("until", canteen.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("bound_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("bound_by", sa.String(length=32), nullable=True),
        sa.Column("ended_at", canteen.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(dish_code IS NULL) <> (slot IS NULL)", name=op.f("ck_bindings_dish_or_slot")
        ),
        sa.CheckConstraint("slot IS NULL OR slot BETWEEN 1 AND 24", name=op.f("ck_bindings_slot")),
        sa.ForeignKeyConstraint(["dish_code"], ["dishes.code"], name=op.f("fk_bindings_dish_code")),
        sa.ForeignKeyConstraint(["uid"], ["plates.uid"], name=op.f("fk_bindings_uid")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bindings")),
    )
    op.create_index(
        "uq_bindings_uid_in_force",
        "bindings",
        ["uid"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "menu_items",
        sa.Column("cycle_id", sa.String(length=48), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("dish_code", sa.String(length=48), nullable=False),
        sa.CheckConstraint("day >= 1", name=op.f("ck_menu_items_day")),
        sa.CheckConstraint("slot BETWEEN 1 AND 24", name=op.f("ck_menu_items_slot")),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["menu_cycles.id"], name=op.f("fk_menu_items_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["dish_code"], ["dishes.code"], name=op.f("fk_menu_items_dish_code")
        ),
        sa.PrimaryKeyConstraint("cycle_id", "day", "slot", name=op.f("pk_menu_items")),
        sa.UniqueConstraint(
            "cycle_id", "day", "dish_code", name=op.f("uq_menu_items_cycle_id_day_dish_code")
        ),
    )
    op.create_index(op.f("ix_menu_items_dish_code"), "menu_items", ["dish_code"], unique=False)
    op.create_table(
        "sales",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("terminal", sa.String(length=16), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("meal", sa.String(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("receipt_no", sa.String(length=48), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("sold_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("total", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("due", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("rule_version", sa.String(length=32), nullable=False),
        sa.Column("menu_version", sa.String(length=64), nullable=False),
        sa.Column("confidence", sa.String(length=24), nullable=True),
        sa.CheckConstraint("due >= 0 AND due <= total", name=op.f("ck_sales_due")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_sales_shift_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sales_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales")),
        sa.UniqueConstraint("receipt_no", name=op.f("uq_sales_receipt_no")),
        sa.UniqueConstraint(
            "terminal", "business_date", "seq", name=op.f("uq_sales_terminal_business_date_seq")
        ),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sale_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.id"], name=op.f("fk_documents_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_sale_id"), "documents", ["sale_id"], unique=False)
    op.create_table(
        "payments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sale_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("amount", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("tendered", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("change", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=True),
        sa.Column("at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount >= 0 AND change >= 0", name=op.f("ck_payments_amount")),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.id"], name=op.f("fk_payments_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    op.create_index(op.f("ix_payments_sale_id"), "payments", ["sale_id"], unique=False)
    op.create_table(
        "servings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("binding_id", sa.Uuid(), nullable=False),
        sa.Column("dish_code", sa.String(length=48), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("meal", sa.String(length=16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("opened_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("released_at", canteen.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'released') = (released_at IS NOT NULL)", name=op.f("ck_servings_released")
        ),
        sa.CheckConstraint(
            "status IN ('open', 'sold', 'released')", name=op.f("ck_servings_status")
        ),
        sa.CheckConstraint("n > 0", name=op.f("ck_servings_n")),
        sa.ForeignKeyConstraint(
            ["binding_id"], ["bindings.id"], name=op.f("fk_servings_binding_id")
        ),
        sa.ForeignKeyConstraint(["dish_code"], ["dishes.code"], name=op.f("fk_servings_dish_code")),
        sa.ForeignKeyConstraint(["uid"], ["plates.uid"], name=op.f("fk_servings_uid")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_servings")),
        sa.UniqueConstraint(
            "uid", "business_date", "meal", "n", name=op.f("uq_servings_uid_business_date_meal_n")
        ),
    )
    op.create_index(
        "uq_servings_binding_in_force",
        "servings",
        ["binding_id", "business_date", "meal"],
        unique=True,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "print_jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("terminal", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reprint", sa.Boolean(name="reprint"), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", canteen.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('queued', 'sent', 'confirmed', 'failed')", name=op.f("ck_print_jobs_state")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_print_jobs_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_jobs")),
    )
    op.create_index(op.f("ix_print_jobs_document_id"), "print_jobs", ["document_id"], unique=False)
    op.create_index(
        "ix_print_jobs_waiting",
        "print_jobs",
        ["terminal", "state"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'sent')"),
        postgresql_where=sa.text("state IN ('queued', 'sent')"),
    )
    op.create_table(
        "sale_lines",
        sa.Column("sale_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("serving_id", sa.Uuid(), nullable=True),
        sa.Column("uid", sa.String(length=32), nullable=True),
        sa.Column("item_code", sa.String(length=48), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("name_en", sa.String(length=32), nullable=False),
        sa.Column("price", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("paid", canteen.db.MoneyColumn(), nullable=False),
        sa.Column("nutrients", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "(serving_id IS NULL) <> (entered_by IS NULL)", name=op.f("ck_sale_lines_plate_or_hand")
        ),
        sa.CheckConstraint("paid >= 0 AND paid <= price", name=op.f("ck_sale_lines_paid")),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["staff.id"], name=op.f("fk_sale_lines_entered_by")
        ),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.id"], name=op.f("fk_sale_lines_sale_id")),
        sa.ForeignKeyConstraint(
            ["serving_id"], ["servings.id"], name=op.f("fk_sale_lines_serving_id")
        ),
        sa.PrimaryKeyConstraint("sale_id", "n", name=op.f("pk_sale_lines")),
        sa.UniqueConstraint("serving_id", name=op.f("uq_sale_lines_serving_id")),
    )
    protect(APPEND_ONLY)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
