import pytest

from receipts.addresses import FileAddress, NoPrinter, SerialAddress, TcpAddress, parse
from receipts.errors import PrinterAddressWrong


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("none", NoPrinter()),
        ("file:/tmp/a:b?c", FileAddress("/tmp/a:b?c")),  # noqa: S108 (never opened)
        ("serial:/dev/ttyS0", SerialAddress("/dev/ttyS0", 9600)),
        ("serial:/dev/ttyS0?baud=19200&status=1", SerialAddress("/dev/ttyS0", 19200, True)),
        ("tcp:printer.lan:9100", TcpAddress("printer.lan", 9100)),
        ("tcp:[::1]:9100?status=0", TcpAddress("::1", 9100)),
    ],
)
def test_each_form_is_read(text, address):
    assert parse(text) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "lp0",
        "file:",
        "usb:1",
        "none:",
        "serial:",
        "serial:?baud=9600",
        "serial:/dev/ttyS0?baud=fast",
        "serial:/dev/ttyS0?baud=0",
        "serial:/dev/ttyS0?speed=9600",
        "tcp:host",
        "tcp::9100",
        "tcp:host:",
        "tcp:host:70000",
        "tcp:host:９１００",
        "tcp:host:9100?status=2",
        "tcp:host:9100?baud=1",
        "tcp:host:9100?status",
    ],
)
def test_an_address_of_no_known_form_is_refused_with_the_forms(address):
    with pytest.raises(PrinterAddressWrong) as caught:
        parse(address)
    assert caught.value.exit_status == 2
    for form in ("file:", "serial:", "tcp:", "none"):
        assert form in caught.value.todo
