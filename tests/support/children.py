"""A copy of this process, to be killed or to give up its rights in place of the tests."""

import os
import traceback
from collections.abc import Callable

from support.postgres import plain_user


def in_child(work: Callable[[], str], *, as_plain_user: bool = False) -> tuple[int, str]:
    """What `work` returned, and the child's end as `os.waitstatus_to_exitcode` tells it.

    `work` opens its own databases: a connection does not survive a fork.
    """
    readable, writable = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(readable)
            if as_plain_user:
                _give_up_rights()
            os.write(writable, work().encode())
            status = 0
        except BaseException:  # noqa: BLE001 - whatever it is, the child must not go on as a test
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writable)
    with os.fdopen(readable, encoding="utf-8") as answers:
        answer = answers.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), answer


def _give_up_rights() -> None:
    user = plain_user()
    if user is not None:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
