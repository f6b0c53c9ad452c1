"""Structured log: one JSON object a line, rotated by size, no secret in it.

Before `configure` is called nothing is written anywhere, so a library user or a test sees no
output it did not ask for.
"""

from __future__ import annotations

import logging
import logging.handlers
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import structlog

REDACTED: Final = "***"
_SECRET_KEYS: Final = frozenset({"pin", "password", "key", "phone", "auth_code"})
_ROOT: Final = "kangle"
MAX_BYTES: Final = 5_000_000
KEPT_FILES: Final = 20


class Logger:
    """Writes events; `log.info("event-name", key=value)`.

    The library behind it is loaded with the first event: it takes a tenth of the kiosk's start.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._bound: structlog.stdlib.BoundLogger | None = None

    def debug(self, event: str, **facts: Any) -> None:
        """What helps to follow the program."""
        self._logger().debug(event, **facts)

    def info(self, event: str, **facts: Any) -> None:
        """What happened in the ordinary course."""
        self._logger().info(event, **facts)

    def warning(self, event: str, **facts: Any) -> None:
        """What somebody should look at."""
        self._logger().warning(event, **facts)

    def error(self, event: str, **facts: Any) -> None:
        """What went wrong."""
        self._logger().error(event, **facts)

    def exception(self, event: str, **facts: Any) -> None:
        """What went wrong, with the trace of the exception being handled."""
        self._logger().exception(event, **facts)

    def _logger(self) -> structlog.stdlib.BoundLogger:
        if self._bound is None:
            self._bound = _bind(self._name)
        return self._bound


def get_logger(name: str) -> Logger:
    """A logger whose events carry `name`."""
    return Logger(name)


def _bind(name: str) -> structlog.stdlib.BoundLogger:
    import structlog  # noqa: PLC0415 - see `Logger`

    logger: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(f"{_ROOT}.{name}"),
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
        logger_name=name,
    )
    return logger


def configure(folder: Path, *, level: int = logging.INFO) -> logging.Handler:
    """Write to `folder/canteen.log` from now on, in files of at most 5 MB, 20 of them.

    Raises `OSError` when the folder cannot be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "canteen.log", maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
    )
    handler.setFormatter(_OneLine())
    root = logging.getLogger(_ROOT)
    root.addHandler(handler)
    root.setLevel(level)
    root.propagate = False
    return handler


class _OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        # The trace is inside the JSON already; the base class would append it once more.
        return record.getMessage()


def _redact(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    for key in event.keys() & _SECRET_KEYS:
        event[key] = REDACTED
    return event


logging.getLogger(_ROOT).addHandler(logging.NullHandler())
