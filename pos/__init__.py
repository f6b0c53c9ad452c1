"""The till and the desks: plates, tray, pricing, checkout, shifts, audit, and the screens."""
