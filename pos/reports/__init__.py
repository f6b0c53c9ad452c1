"""Printed reports: from menus, recipes and sales to documents of plain values.

`reading` is the only module here that asks the database; everything else is pure and works on what
it returns. What a document looks like is known to `receipts.pdf` alone.
"""
