"""What can go wrong between a document and paper. None of it undoes a sale.

ReceiptError
├── DocumentUnreadable   E-PRN-001  a stored document is of another shape
├── SlipUndrawable       E-PRN-002  a document cannot be turned into bytes
├── PrinterAddressWrong  E-PRN-003  the address names no known kind of printer
├── PrinterOff           E-PRN-004  nothing answers there
├── PrinterDenied        E-PRN-005  the system does not let us write there
├── PrinterFull          E-PRN-006  the disk under a file printer is full
├── PrinterStalled       E-PRN-007  it takes no more bytes (paper, cover, cable)
└── SpoolClosed          E-PRN-008  the till is closing
"""

from canteen.errors import CanteenError
from canteen.i18n import N_


class ReceiptError(CanteenError):
    """Root of the errors of documents and printers."""

    code = "E-PRN-000"
    sentence = N_("小票没有打出，交易不受影响。")
    mend = N_("请稍后补打。")


class DocumentUnreadable(ReceiptError):
    """A stored document is of another version or lacks a field. Facts: `what`."""

    code = "E-PRN-001"
    sentence = N_("存下的小票读不出来：{what}。")
    mend = N_("请用写下它的程序版本补打，或查看交易明细。")


class SlipUndrawable(ReceiptError):
    """A document could not be turned into bytes. Facts: `what`."""

    code = "E-PRN-002"
    sentence = N_("小票排不出来：{what}。")
    mend = N_("请带着日志找技术人员，交易不受影响。")


class PrinterAddressWrong(ReceiptError):
    """The printer's address has none of the known forms. Facts: `address`."""

    code = "E-PRN-003"
    sentence = N_("打印机地址「{address}」看不懂。")
    mend = N_("写成 file:文件、serial:设备?baud=9600、tcp:主机:端口 或 none。")


class PrinterOff(ReceiptError):
    """Nothing answers at the address. Facts: `address`."""

    code = "E-PRN-004"
    sentence = N_("打印机 {address} 没有回应。")
    mend = N_("检查电源和连线，再补打。")
    exit_status = 3


class PrinterDenied(ReceiptError):
    """The system does not let this user write there. Facts: `address`."""

    code = "E-PRN-005"
    sentence = N_("没有权限使用打印机 {address}。")
    mend = N_("请管理员把本机用户加入打印机所属的组（常见为 lp 或 dialout）。")
    exit_status = 3


class PrinterFull(ReceiptError):
    """The disk that a file printer writes to is full. Facts: `address`."""

    code = "E-PRN-006"
    sentence = N_("磁盘已满，小票写不进 {address}。")
    mend = N_("清理磁盘，再补打。")
    exit_status = 3


class PrinterStalled(ReceiptError):
    """The printer stopped taking bytes before the slip was whole. Facts: `address`."""

    code = "E-PRN-007"
    sentence = N_("打印机 {address} 停在半路。")
    mend = N_("看看是否缺纸、开盖或掉线，再补打。")
    exit_status = 3


class SpoolClosed(ReceiptError):
    """The slip came when printing was already shutting down."""

    code = "E-PRN-008"
    sentence = N_("正在关机，这张小票没有打。")
    mend = N_("开机后补打。")


class PrinterPaperOut(ReceiptError):
    """The printer says that its paper is out; nothing was sent. Facts: `address`."""

    code = "E-PRN-009"
    sentence = N_("打印机 {address} 缺纸，小票没有打。")
    mend = N_("换上新纸卷，再补打。")
    exit_status = 3


class PrinterCoverOpen(ReceiptError):
    """The printer says that its cover is open; nothing was sent. Facts: `address`."""

    code = "E-PRN-010"
    sentence = N_("打印机 {address} 的盖子开着，小票没有打。")
    mend = N_("合上盖子，再补打。")
    exit_status = 3
