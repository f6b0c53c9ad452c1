"""Paper: frozen documents in, bytes out (ESC/POS, PDF), and the thread that feeds the printer.

A document holds plain values only, so it can be stored beside its sale and printed again years
later without asking any table. No database and no screen is known here.
"""
