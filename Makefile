# Everything starts from a bare Debian 12: each target first sees to what it needs.
SHELL := /bin/sh
BIN := .venv/bin
# Chinese text whatever the machine's locale.
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak screenshots

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## the demo canteen: a window, or without a screen pictures in out/
	@deploy/bootstrap run
	@if [ -n "$$DISPLAY" ] || [ -n "$$WAYLAND_DISPLAY" ]; then \
	    $(BIN)/canteen demo; \
	else \
	    mkdir -p out && \
	    $(BIN)/canteen demo --headless --picture out/kiosk.png --slip out/slip.pdf && \
	    echo "There is no screen here. The till is in out/kiosk.png, its slip in out/slip.pdf."; \
	fi

test: ## every test but the long ones
	@deploy/bootstrap test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist worksteal -rs -m "not soak"

check: ## format, lint, types, who imports whom
	@deploy/bootstrap dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: ## measure speed on this machine
	@deploy/bootstrap dev
	QT_QPA_PLATFORM=offscreen PATH="$(CURDIR)/$(BIN):$$PATH" benchmarks/run

soak: ## the long tests
	@deploy/bootstrap test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m soak

screenshots: ## draw the pictures in docs/images anew
	@deploy/bootstrap run
	QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software $(BIN)/python -m pos.ui.shots docs/images
