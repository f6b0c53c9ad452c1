"""What can go wrong at the till and the desks."""

from __future__ import annotations

from canteen.errors import BadInput, CanteenError
from canteen.i18n import N_


class PosError(CanteenError):
    """Root of this package's errors."""

    code = "E-POS-000"


class PlateRefused(PosError):
    """A plate still carries a serving nobody paid for."""

    code = "E-POS-001"
    sentence = N_("盘 {uid} 上还有没卖出的「{dish}」，一只盘都没有绑。")
    mend = N_("确认要换就加 --replace 再绑一次。")
    exit_status = 1


class PlateUnknown(PosError):
    """A chip that was never enrolled."""

    code = "E-POS-002"
    sentence = N_("盘 {uid} 没有登记过，什么都没有改。")
    mend = N_("检查编号，或先用 canteen plates bind 绑上菜。")
    exit_status = 1


class DishUnknown(BadInput):
    """A dish code the canteen does not have."""

    code = "E-POS-003"
    sentence = N_("没有编码为「{dish}」的菜，什么都没有改。")
    mend = N_("{hint}用 canteen dishes list 看全部编码。")


class NoHalfPrice(PosError):
    """Half a portion of a dish that is not sold by halves."""

    code = "E-POS-004"
    sentence = N_("「{dish}」没有半份价格，一只盘都没有绑。")
    mend = N_("先在菜谱里定半份价格，或去掉 --half 绑整份。")
    exit_status = 1


class PlateSoldElsewhere(PosError):
    """Another terminal sold one of these servings first; nothing was taken here."""

    code = "E-POS-010"
    sentence = N_("有一盘刚在别的结算台付过了，这里没有收钱。")
    mend = N_("托盘会重新读一遍，请看新的合计。")
    exit_status = 1


class NotPayable(PosError):
    """The tray changed, or is not settled; nothing was taken."""

    code = "E-POS-011"
    sentence = N_("托盘刚才有变化，没有收钱。")
    mend = N_("等托盘读好再收一次。")
    exit_status = 1


class NotSure(PosError):
    """The reading did not become sure while the payment waited; nothing was taken."""

    code = "E-POS-014"
    sentence = N_("有的盘子一直读不准，没有收钱。")
    mend = N_("把盘子摆平、和旁边的盘子离远一点，再收一次。")
    exit_status = 1


class CardNotUsed(PosError):
    """A member's card was shown to a till that takes none."""

    code = "E-POS-015"
    sentence = N_("读到一张卡（尾号 {tail}），这台还不能刷卡，没有收钱。")
    mend = N_("请用现金付款。")
    exit_status = 1


class TooLittle(PosError):
    """Less money handed over than is due."""

    code = "E-POS-012"
    sentence = N_("收到的钱还差 {short} 元，没有收款。")
    mend = N_("补足再确认。")
    exit_status = 1


class SaleConflict(PosError):
    """The sale's id was used for other content."""

    code = "E-POS-013"
    sentence = N_("这一笔的编号已经用在另一笔上，没有收钱。")
    mend = N_("停用这台终端，请技术人员查看。")


class NoShift(PosError):
    """No shift is open at this terminal."""

    code = "E-POS-020"
    sentence = N_("这台结算台还没有开班，不能收钱。")
    mend = N_("先开班：canteen shift open --staff 编号 --float-fen 备用金。")
    exit_status = 1


class ShiftOpenAlready(PosError):
    """A shift is open at this terminal."""

    code = "E-POS-021"
    sentence = N_("这台结算台已经由 {staff} 开了班，没有再开。")
    mend = N_("先交班再开。")
    exit_status = 1


class SaleUnknown(BadInput):
    """No sale with this id or receipt number."""

    code = "E-POS-030"
    sentence = N_("没有「{sale}」这一笔。")
    mend = N_("用 canteen sales list 查编号。")


class NoCards(BadInput):
    """Members' cards do not exist yet in this release."""

    code = "E-POS-031"
    sentence = N_("这个版本还不能刷卡付款，没有启动。")
    mend = N_("用 --pay cash 收现金。")


class SlipWaiting(PosError):
    """A slip of an earlier run may not have been printed."""

    code = "E-POS-040"
    sentence = N_("上次停机时小票 {receipt_no} 可能没有打完，这一笔账已记好。")
    mend = N_("需要就补打：canteen sales show {sale} --reprint。")


class DiskLow(PosError):
    """So little disk is left that selling stops before money is taken."""

    code = "E-POS-041"
    sentence = N_("磁盘只剩 {free} MB，为了不丢账，先停止收款。")
    mend = N_("请技术人员腾出空间，已有的账都在。")


class BadTime(BadInput):
    """A time or date that cannot be read."""

    code = "E-POS-050"
    sentence = N_("时间「{text}」看不懂。")
    mend = N_("写成 2026-11-23 或 2026-11-23T11:30:00+08:00。")


class SlipNotPrinted(PosError):
    """The slip did not come out; the sale stands."""

    code = "E-POS-042"
    sentence = N_("小票没有打出（{reason}），这一笔账已记好。")
    mend = N_("看打印机的电源、纸和连线，需要就补打。")
    exit_status = 3


class NoPrinterSet(BadInput):
    """A slip was asked for where no printer is set."""

    code = "E-POS-043"
    sentence = N_("没有设置打印机，小票没有打。")
    mend = N_("用 --printer 给出，例如 serial:/dev/ttyUSB1；或写进设置文件 [pos] printer。")
