"""A real PostgreSQL server that a test session starts for itself and ends again.

It listens on a socket in a folder of its own and on no network port, so several sessions on one
machine never meet. A machine without PostgreSQL fails the run: a database that was not tried is
not known to work.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

OWNER = "canteen"
START_SECONDS = 30.0
STOP_SECONDS = 15.0
PR_SET_PDEATHSIG = 1
ROOM = 1 << 30

# Nothing of a test need outlive a power cut, and each session has a server of its own.
OPTIONS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=40",
)


class NoPostgres(AssertionError):
    """The server cannot be had; the tests that need it fail."""


def binary(name: str) -> str:
    """The program `name` of the newest installed PostgreSQL; raises `NoPostgres`."""
    roots = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted(roots, key=lambda path: float(path.parent.name), reverse=True)
    for folder in (*newest, None):
        found = shutil.which(name, path=None if folder is None else str(folder))
        if found:
            return found
    raise NoPostgres(f"no {name}: install PostgreSQL (Debian: apt-get install postgresql)")


def plain_user() -> pwd.struct_passwd | None:
    """Whom the server runs as: it refuses root. None means as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres("running as root, and there is no user postgres or nobody to drop to")


def quick_place() -> str | None:
    """Memory that is used as a disk, where there is enough of it; None for the usual place."""
    place = Path("/dev/shm")  # noqa: S108 - mkdtemp makes the folder's name
    roomy = place.is_dir() and shutil.disk_usage(place).free >= ROOM
    return str(place) if roomy and os.access(place, os.W_OK) else None


class PostgresServer:
    """One server process; `url` names a database on it."""

    def __init__(self) -> None:
        self._user = plain_user()
        self._who = (
            {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
            if self._user
            else {}
        )
        # Short and outside pytest's own folder: a socket's path has room for 107 bytes, and that
        # folder is closed to other users.
        self.folder = Path(tempfile.mkdtemp(prefix="canteen-pg-", dir=quick_place()))
        if self._user:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        self._data = self.folder / "data"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the cluster and wait until the server answers."""
        command = [binary("initdb"), "-D", self._data, "-U", OWNER, "--auth=trust", "-N"]
        made = subprocess.run(
            [*command, "--encoding=UTF8", "--locale=C"],
            capture_output=True,
            cwd=self.folder,
            check=False,
            **self._who,
        )
        if made.returncode:
            raise NoPostgres(made.stderr.decode())
        settings = [part for option in OPTIONS for part in ("-c", option)]
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [binary("postgres"), "-D", self._data, "-k", self.folder, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - one call of the C library
                **self._who,
            )
        self._await_answer()

    def url(self, database: str) -> str:
        """The address of `database` as the product takes it."""
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"

    @property
    def release(self) -> int:
        """The server's version as it counts itself: 150018 is 15.18."""
        with self._connect() as connection:
            return connection.info.server_version

    def run(self, *statements: str) -> None:
        """Run `statements`, each by itself and outside any transaction."""
        with self._connect() as connection:
            for statement in statements:
                connection.execute(statement)

    def stop(self) -> None:
        """End the server by its own pid and remove its folder."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait(STOP_SECONDS)
        shutil.rmtree(self.folder)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder), user=OWNER, dbname="postgres", autocommit=True
        )

    def _await_answer(self) -> None:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                self._connect().close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise NoPostgres((self.folder / "log").read_text()) from None
                time.sleep(0.02)
            else:
                return


def _end_with_parent() -> None:
    # A session that is killed leaves no server behind: it shuts down at once.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
