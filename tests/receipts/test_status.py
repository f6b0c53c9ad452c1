import os
import socket
import threading

import pytest

from receipts.errors import PrinterCoverOpen, PrinterPaperOut
from receipts.printers import open_printer
from receipts.status import ASK_OFFLINE_CAUSE, ASK_PAPER, check

FINE = {ASK_OFFLINE_CAUSE: b"\x12", ASK_PAPER: b"\x12"}
NO_PAPER = {ASK_OFFLINE_CAUSE: b"\x32", ASK_PAPER: b"\x72"}
COVER = {ASK_OFFLINE_CAUSE: b"\x16", ASK_PAPER: b"\x12"}


def test_a_ready_printer_and_a_silent_one_get_the_slip():
    check(FINE.__getitem__, "p")
    check(lambda _question: b"", "p")


@pytest.mark.parametrize("noise", [b"\x00", b"\xff", b"\x72\x72", b"\x6c"])
def test_noise_says_nothing(noise):
    check(lambda _question: noise, "p")


@pytest.mark.parametrize(
    ("answers", "error"), [(NO_PAPER, PrinterPaperOut), (COVER, PrinterCoverOpen)]
)
def test_no_paper_and_an_open_cover_are_told_apart(answers, error):
    with pytest.raises(error):
        check(answers.__getitem__, "p")


def answer(read, write, answers):
    """A printer that answers status questions and keeps what else it gets."""
    got = b""
    while chunk := read(3):
        if chunk in answers:
            write(answers[chunk])
        else:
            got += chunk
    return got


@pytest.mark.parametrize("answers", [FINE, {}])
def test_a_network_printer_is_asked_before_the_slip(answers):
    got = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            link, _peer = server.accept()
            with link:
                got.append(
                    answer(
                        link.recv, link.sendall, {ASK_OFFLINE_CAUSE: b"", ASK_PAPER: b""} | answers
                    )
                )

        thread = threading.Thread(target=serve)
        thread.start()
        open_printer(f"tcp:127.0.0.1:{server.getsockname()[1]}?status=1").send(b"slip!!")
        thread.join(10)
    assert got == [b"slip!!"]


def test_a_serial_printer_without_paper_gets_no_slip():
    ours, theirs = os.openpty()
    printer = open_printer(f"serial:{os.ttyname(theirs)}?baud=115200&status=1")
    got = []

    def serve():
        for _ in range(2):
            question = os.read(ours, 3)
            got.append(question)
            os.write(ours, NO_PAPER[question])

    thread = threading.Thread(target=serve)
    thread.start()
    with pytest.raises(PrinterPaperOut) as caught:
        printer.send(b"slip")
    thread.join(10)
    assert got == [ASK_OFFLINE_CAUSE, ASK_PAPER]
    assert caught.value.code == "E-PRN-009"
    os.close(ours)
    os.close(theirs)
