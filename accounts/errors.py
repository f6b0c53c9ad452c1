"""What can go wrong with staff, the ledger and its chain."""

from __future__ import annotations

from canteen.errors import CanteenError
from canteen.i18n import N_


class AccountsError(CanteenError):
    """Root of this package's errors."""

    code = "E-ACC-000"


class TransferConflict(AccountsError):
    """The id was used before with other content: a fault in the caller, never overwritten."""

    code = "E-ACC-001"
    sentence = N_("编号 {id} 已经用在另一笔账上，这一笔没有记。")
    mend = N_("停用这台终端，请技术人员查看。")


class ChainKeyMissing(AccountsError):
    """Without the key no entry can be signed, so nothing is sold."""

    code = "E-ACC-002"
    sentence = N_("账本的密钥不在（{where}），为了账目可信，现在不能收钱。")
    mend = N_("把备份的密钥放回原处；PostgreSQL 请设置 CANTEEN_KEY。")


class ChainKeyUnreadable(AccountsError):
    """The key file is there but cannot be read or is no key."""

    code = "E-ACC-003"
    sentence = N_("账本的密钥读不出来（{where}：{reason}），现在不能收钱。")
    mend = N_("检查文件权限，或放回备份的密钥。")


class ChainCutShort(AccountsError):
    """The chain ends before an anchor: rows were removed or an old copy was put back."""

    code = "E-ACC-004"
    sentence = N_("账本比上次交班时短了（终端 {terminal} 应有第 {seq} 条），可能被换成了旧备份。")
    mend = N_("先不要收钱，运行 canteen audit，请主管处理。")


class StaffUnknown(AccountsError):
    """No such member of staff."""

    code = "E-ACC-010"
    sentence = N_("没有「{staff}」这个人，什么都没有做。")
    mend = N_("检查编号，或用 canteen staff add 先登记。")


class StaffExists(AccountsError):
    """The id is taken."""

    code = "E-ACC-011"
    sentence = N_("编号「{staff}」已经有人用了，没有再登记。")
    mend = N_("换一个编号。")


class BadPin(AccountsError):
    """A PIN that is not 4 to 8 digits."""

    code = "E-ACC-012"
    sentence = N_("口令要 4 到 8 位数字，没有登记。")
    mend = N_("换一个口令再试。")


class PinTaken(AccountsError):
    """Somebody else has this PIN."""

    code = "E-ACC-015"
    sentence = N_("这个口令已经有人用了，没有登记。")
    mend = N_("换一个口令再试。")


class BadRole(AccountsError):
    """A role the canteen does not have."""

    code = "E-ACC-013"
    sentence = N_("没有「{role}」这个岗位，没有登记。")
    mend = N_("岗位只有：{roles}。")


class NotAllowed(AccountsError):
    """The role may not do this."""

    code = "E-ACC-014"
    sentence = N_("{staff} 的岗位不能做这一步，什么都没有改。")
    mend = N_("请主管来做。")
