"""Starts the real program in a tenth of its usual time: one interpreter imports it, then forks.

Each started program is a process of its own with its own environment, streams and end; a nurse
process beside it waits for it and tells its pid and its status. `python -m pos` itself, cold, is
started by `test_cold_start.py`.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRELOADED = (
    "pos.cli", "pos.bootstrap", "pos.headless", "pos.station", "pos.audit", "pos.history",
    "pos.bindings", "pos.founding", "menus.catalogue", "receipts.printers", "receipts.escpos",
    "readers.drivers.feig", "pysqlite3.dbapi2", "sqlalchemy.dialects.sqlite",
    "alembic.runtime.migration",
)  # fmt: skip
REQUEST_MAX = 1 << 16


class Warm:
    """The waiting interpreter; programs are started through it."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            pass_fds=[theirs.fileno()],
        )
        theirs.close()

    def start(self, words: Sequence[str], env: Mapping[str, str]) -> tuple[int, int, int]:
        """Start `pos` with `words`: descriptors of its stdout, its stderr and its nurse."""
        pipes = [os.pipe() for _ in range(3)]
        request = json.dumps({"words": list(words), "env": dict(env)}).encode()
        socket.send_fds(self._socket, [request], [writable for _readable, writable in pipes])
        for _readable, writable in pipes:
            os.close(writable)
        out, err, nurse = (readable for readable, _writable in pipes)
        return out, err, nurse

    def close(self) -> None:
        """End the interpreter; what it started goes on."""
        self._socket.close()
        self._process.wait(20)


def serve(requests: socket.socket) -> None:
    """Fork one program a request; only in that program's process does this return with words."""
    for name in PRELOADED:
        import_module(name)
    import_module("pos.cli").build_parser()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nurses need no burial
    while True:
        data, streams, _flags, _address = socket.recv_fds(requests, REQUEST_MAX, 3)
        if not data:
            os._exit(0)
        if os.fork() == 0:
            requests.close()
            become(json.loads(data), *streams)
            return
        for stream in streams:
            os.close(stream)


def become(request: dict[str, object], out: int, err: int, nurse: int) -> None:
    """Be the nurse to the end, or return as the program to be."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid != 0:
        os.close(out)
        os.close(err)
        os.write(nurse, f"{pid}\n".encode())
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.write(nurse, f"{status}\n".encode())
        os._exit(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for theirs, ours in ((nothing, 0), (out, 1), (err, 2)):
        os.dup2(theirs, ours)
        os.close(theirs)
    os.close(nurse)
    # The streams of old believe that they can seek, or cannot.
    sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
    sys.stderr = os.fdopen(2, "w", buffering=1)
    os.environ.clear()
    os.environ.update(request["env"])  # type: ignore[call-overload]
    sys.argv = ["pos", *request["words"]]  # type: ignore[misc]


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
    runpy.run_module("pos", run_name="__main__", alter_sys=True)
