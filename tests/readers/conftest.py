from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest


@pytest.fixture(scope="session")
def feig_vectors() -> list[dict[str, Any]]:
    """Frames captured from a serial line, with where they were published."""
    path = Path(__file__).parent / "data" / "feig_vectors.json"
    vectors: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    assert len(vectors) == 9
    return vectors


@pytest.fixture
def nothing_leaks() -> Iterator[Callable[[], None]]:
    """Fails a test that ends with more descriptors or threads than it began with."""
    process = psutil.Process()
    before = (process.num_fds(), threading.active_count())

    def check() -> None:
        # Fewer than before is no leak: what an earlier test left behind was collected meanwhile.
        assert process.num_fds() <= before[0]
        assert threading.active_count() <= before[1]

    yield check
    check()
