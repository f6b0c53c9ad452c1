"""Calls from other threads reach the GUI thread, in order."""

import threading

from pos.ui.reader_bridge import GuiThread


def test_calls_from_another_thread_run_on_the_gui_thread_in_order(qtbot):
    gui = GuiThread()
    ran: list[tuple[int, bool]] = []
    here = threading.get_ident()

    def send() -> None:
        for number in range(50):
            gui.deliver(lambda number=number: ran.append((number, threading.get_ident() == here)))

    thread = threading.Thread(target=send)
    thread.start()
    thread.join()
    assert ran == []
    qtbot.waitUntil(lambda: len(ran) == 50)
    assert ran == [(number, True) for number in range(50)]
