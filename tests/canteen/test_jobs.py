import queue
import threading
from contextlib import closing

import pytest

from canteen.jobs import ImmediateJobs, SerialJobs


def test_jobs_run_in_the_order_they_came_in_and_close_finishes_them_all():
    ran, answers = [], []
    with closing(SerialJobs(lambda call: call())) as jobs:
        for number in range(200):
            jobs.submit(
                lambda number=number: ran.append(number) or number * 2,
                lambda value, error: answers.append((value, error)),
            )
    assert ran == list(range(200))
    assert answers == [(number * 2, None) for number in range(200)]


def test_work_is_done_in_one_thread_and_delivered_where_the_owner_wants_it():
    inbox, places = queue.SimpleQueue(), []
    with closing(SerialJobs(inbox.put, name="worker")) as jobs:
        for _ in range(3):
            jobs.submit(
                lambda: places.append(threading.current_thread().name),
                lambda value, error: places.append(threading.current_thread().name),
            )
    assert places == ["worker"] * 3
    while not inbox.empty():
        inbox.get()()
    assert places[3:] == [threading.current_thread().name] * 3


def test_an_error_is_delivered_and_the_next_job_still_runs():
    answers = []

    def broken():
        raise OSError("no answer")

    with closing(SerialJobs(lambda call: call())) as jobs:
        jobs.submit(broken, lambda value, error: answers.append((value, str(error))))
        jobs.submit(lambda: 7, lambda value, error: answers.append((value, error)))
    assert answers == [(None, "no answer"), (7, None)]


def test_a_job_that_another_one_submits_comes_after_those_that_wait():
    ran = []
    asked = threading.Event()
    jobs = SerialJobs(lambda call: call())

    def first():
        asked.wait()
        jobs.submit(lambda: ran.append("third"), lambda value, error: None)
        ran.append("first")

    jobs.submit(first, lambda value, error: None)
    jobs.submit(lambda: ran.append("second"), lambda value, error: None)
    asked.set()
    done = threading.Event()
    jobs.submit(lambda: None, lambda value, error: done.set())
    assert done.wait(10)
    jobs.close()
    assert ran == ["first", "second", "third"]


def test_the_caller_does_not_wait_for_the_work():
    gate, answered = threading.Event(), threading.Event()
    with closing(SerialJobs(lambda call: call())) as jobs:
        jobs.submit(gate.wait, lambda value, error: answered.set())
        assert not answered.is_set()
        gate.set()
    assert answered.is_set()


@pytest.mark.parametrize("error", [None, ValueError("bad")])
def test_immediate_jobs_answer_before_submit_returns(error):
    def work():
        if error:
            raise error
        return 5

    answers = []
    ImmediateJobs().submit(work, lambda *answer: answers.append(answer))
    assert answers == [(None if error else 5, error)]
