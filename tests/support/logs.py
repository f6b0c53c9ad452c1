"""What the program logs, as the facts of each line."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(json.loads(record.getMessage()))


@contextmanager
def logged(name: str) -> Iterator[list[dict[str, Any]]]:
    """What the logger `name` says meanwhile."""
    heard, logger = _Heard(), logging.getLogger(name)
    logger.addHandler(heard)
    try:
        yield heard.told
    finally:
        logger.removeHandler(heard)
