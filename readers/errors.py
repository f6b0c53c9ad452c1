"""What can go wrong between a chip and the till.

ReaderError
├── ConnectionTrouble       exit 3: the reader cannot be reached
│   ├── PortNotFound        001
│   ├── PortForbidden       002
│   ├── PortBusy            003
│   ├── NoAnswer            005  nothing, or another make, at the other end
│   ├── ReaderGone          006  it was there and went away
│   ├── ServiceAway         007  the PC/SC service does not run
│   └── CardReaderNotFound  008  no PC/SC reader of that name
├── configuration           exit 2: waiting mends nothing
│   ├── PortUnfit           004  not a serial device, or it refuses a setting
│   ├── BadUrl              010
│   ├── UnknownOption       011
│   ├── UnknownDriver       012
│   ├── LibraryMissing      014
│   ├── BadUid              015
│   ├── BadRecording        016
│   ├── BadScript           017
│   ├── UnknownProtocol     018
│   ├── LinkTaken           019
│   ├── TrayNotRecorded     020
│   └── TypesLikeAKeyboard  021  no tray reader
└── CycleFault              the cycle is incomplete, the next one tries again
    ├── Timeout             030
    ├── BadFrame            031
    ├── TooManyTags         032  status 0x93
    ├── AirError            033  statuses 0x02 and 0x83
    ├── AirWarning          034  status 0x84
    ├── ReaderRefused       035  any other status
    ├── UnknownTagType      036
    ├── EndlessPages        037
    ├── CardLeft            038
    ├── DriverBroke         039  a defect of ours
    ├── CardWithoutNumber   040
    ├── Misconfigured       041  statuses 0x10 and 0x11
    ├── ScanMode            042  status 0x82
    ├── ChipError           043  statuses 0x95 and 0x96
    ├── HardwareWarning     044  status 0xF1
    └── SettingsLost        045  the reader was switched off and on
"""

from __future__ import annotations

from canteen.errors import CanteenError
from canteen.i18n import N_


class ReaderError(CanteenError):
    """Anything that keeps a reader from giving a tray."""

    code = "E-RDR-000"
    sentence = N_("读盘器出了问题，暂时读不到餐盘。")
    mend = N_("请稍等再试；还不行就找技术人员。")
    exit_status = 2


class ConnectionTrouble(ReaderError):
    """The reader cannot be reached now; it may come back by itself."""

    exit_status = 3


class PortNotFound(ConnectionTrouble):
    """There is no such port."""

    code = "E-RDR-001"
    sentence = N_("找不到端口 {port}，读盘器没有插上，或者端口名写错了。")
    mend = N_("请插好读盘器的数据线和电源，再用 canteen readers list 核对端口名。")


class PortForbidden(ConnectionTrouble):
    """The account may not open the port."""

    code = "E-RDR-002"
    sentence = N_("没有权限打开端口 {port}，读盘器用不了。")
    mend = N_("请让技术人员把本机账号加入 dialout 组，然后重新登录。")


class PortBusy(ConnectionTrouble):
    """Another program holds the port."""

    code = "E-RDR-003"
    sentence = N_("端口 {port} 正被另一个程序占用，读盘器用不了。")
    mend = N_("请关掉那个程序（可能是另一个收银窗口），再试一次。")


class PortUnfit(ReaderError):
    """The port is no serial device, or it refuses the settings."""

    code = "E-RDR-004"
    sentence = N_("端口 {port} 不接受串口设置 {settings}，或者它不是串口，读盘器用不了。")
    mend = N_("请核对端口名；如果是虚拟串口，请在读盘器地址里加上 parity=N。")


class NoAnswer(ConnectionTrouble):
    """The port opens, but what hangs on it does not speak this protocol."""

    code = "E-RDR-005"
    sentence = N_("端口 {port} 已打开，但读盘器没有按 {driver} 协议应答。")
    mend = N_("请检查读盘器的电源、型号和波特率（现为 {settings}）。")


class ReaderGone(ConnectionTrouble):
    """The connection broke after it had worked."""

    code = "E-RDR-006"
    sentence = N_("读盘器断开了（{port}），现在读不到餐盘。")
    mend = N_("请检查数据线和电源；接好后会自动恢复。")


class ServiceAway(ConnectionTrouble):
    """The system service that PC/SC readers hang on does not answer."""

    code = "E-RDR-007"
    sentence = N_("系统的读卡服务 pcscd 没有运行，现在读不到卡。")
    mend = N_("请让技术人员启动 pcscd（systemctl start pcscd.socket）；启动后会自动恢复。")


class CardReaderNotFound(ConnectionTrouble):
    """The PC/SC service runs and knows no such reader."""

    code = "E-RDR-008"
    sentence = N_("找不到 PC/SC 读卡器（{reader}），它没有插上，或者名称写错了。")
    mend = N_("请插好读卡器，再用 canteen readers list 核对名称。")


class BadUrl(ReaderError):
    """A reader URL that cannot be read."""

    code = "E-RDR-010"
    sentence = N_("读盘器地址“{url}”看不懂：{what}。")
    mend = N_("写法如 feig:/dev/ttyUSB0?baud=38400&parity=E，请改好再试。")


class UnknownOption(ReaderError):
    """An option the driver does not have."""

    code = "E-RDR-011"
    sentence = N_("读盘器地址里的选项“{option}”不认识。")
    mend = N_("是不是要写“{nearest}”？可用的选项有：{known}。")


class UnknownDriver(ReaderError):
    """A driver name that is in no table."""

    code = "E-RDR-012"
    sentence = N_("没有名为“{driver}”的读盘器驱动。")
    mend = N_("可用的驱动有：{known}。")


class LibraryMissing(ReaderError):
    """A driver needs a package that is not installed."""

    code = "E-RDR-014"
    sentence = N_("读盘器驱动“{driver}”需要的软件包 {library} 没有安装。")
    mend = N_("请让技术人员安装 {library} 后再试。")


class BadUid(ReaderError):
    """A chip number that is no chip number."""

    code = "E-RDR-015"
    sentence = N_("“{text}”不是芯片号。")
    mend = N_("芯片号是 8 至 32 位、位数为偶数的十六进制数字，大小写都行。")


class BadRecording(ReaderError):
    """A recording that cannot be replayed."""

    code = "E-RDR-016"
    sentence = N_("录像文件 {file} 第 {line} 行用不了：{what}。")
    mend = N_("请换一份用 canteen readers watch --json 录下的文件。")


class BadScript(ReaderError):
    """A line of an emulator's script that cannot be obeyed."""

    code = "E-RDR-017"
    sentence = N_("脚本第 {line} 行看不懂：{what}。")
    mend = N_("写法如 at 0.5 place UID，或 take、rate、garble、mute、unplug、plug。")


class UnknownProtocol(ReaderError):
    """A protocol that can neither be decoded nor emulated here."""

    code = "E-RDR-018"
    sentence = N_("没有名为“{protocol}”的协议。")
    mend = N_("可用的协议有：{known}。")


class LinkTaken(ReaderError):
    """The emulator may not put its link there."""

    code = "E-RDR-019"
    sentence = N_("不能在 {link} 建立链接：{what}。")
    mend = N_("请换一个还没有用到的路径。")


class TrayNotRecorded(ReaderError):
    """The file of a tray cannot be written; reading goes on."""

    code = "E-RDR-020"
    sentence = N_("餐盘的读取录像写不进 {folder}：{reason}；读盘和结账不受影响。")
    mend = N_("请让技术人员检查磁盘空间和文件夹权限。")


class TypesLikeAKeyboard(ReaderError):
    """A keyboard wedge was named where a tray reader is wanted."""

    code = "E-RDR-021"
    sentence = N_("“{url}”是模拟键盘的读卡器，只能读会员卡，不能当读盘器用。")
    mend = N_('请在设置 [pos] 里写 wedge = "hex14"（或别的卡号格式），并换用别的读盘器地址。')


class CycleFault(ReaderError):
    """One inventory went wrong; what it showed is kept, what it missed is unknown."""

    exit_status = 3


class Timeout(CycleFault):
    """No reply in time."""

    code = "E-RDR-030"
    sentence = N_("读盘器没有应答，这一轮没有读全。")
    mend = N_("会自动重读；一直这样请检查读盘器的电源。")


class BadFrame(CycleFault):
    """A reply that does not check."""

    code = "E-RDR-031"
    sentence = N_("读盘器的应答在路上损坏了，这一轮作废。")
    mend = N_("会自动重读；常常这样请检查数据线，并远离电机。")


class TooManyTags(CycleFault):
    """More chips than the reader can hold."""

    code = "E-RDR-032"
    sentence = N_("识别区里的芯片太多，读盘器读不全，不能结账。")
    mend = N_("请拿走一些餐盘，分两次结账。")


class AirError(CycleFault):
    """The reader and the chips did not get through to each other."""

    code = "E-RDR-033"
    sentence = N_("读盘器和餐盘之间的信号受到干扰，这一轮没有读全。")
    mend = N_("请把餐盘平放、不要叠放，拿开手机和金属物。")


class AirWarning(CycleFault):
    """The reader warns about its field."""

    code = "E-RDR-034"
    sentence = N_("读盘器对识别区的信号提出警告，这一轮可能没有读全。")
    mend = N_("请把餐盘摆开；一直这样请找技术人员检查天线。")


class ReaderRefused(CycleFault):
    """The reader answered with a status that ends the inventory."""

    code = "E-RDR-035"
    sentence = N_("读盘器拒绝了命令 {command}（状态 {status}），这一轮没有读全。")
    mend = N_("会自动重读；一直这样请让技术人员核对读盘器的设置。")


class UnknownTagType(CycleFault):
    """A chip of a kind whose data cannot be told apart."""

    code = "E-RDR-036"
    sentence = N_("读到了种类不认识的芯片，这一轮没有读全。")
    mend = N_("请拿开手机、门禁卡等其他卡片。")


class EndlessPages(CycleFault):
    """The reader keeps promising more and gives nothing new."""

    code = "E-RDR-037"
    sentence = N_("读盘器一直说还有餐盘，却不给出新的，这一轮没有读全。")
    mend = N_("会自动重读；一直这样请重新插拔读盘器。")


class CardLeft(CycleFault):
    """The card was taken away while it was read."""

    code = "E-RDR-038"
    sentence = N_("卡还没有读完就拿开了，这一轮没有读全。")
    mend = N_("请把卡重新放上，放稳后等显示出来再拿开。")


class DriverBroke(CycleFault):
    """A defect in a driver; the loop goes on."""

    code = "E-RDR-039"
    sentence = N_("读盘器程序出错（{what}），正在重新连接。")
    mend = N_("一直这样请带着日志找技术人员。")


class CardWithoutNumber(CycleFault):
    """A card that answers and has no number of its own to give."""

    code = "E-RDR-040"
    sentence = N_("这张卡没有可读的卡号，不能用在这里。")
    mend = N_("请拿开它，换一张感应卡。")


class Misconfigured(CycleFault):
    """The reader cannot work with its own settings."""

    code = "E-RDR-041"
    sentence = N_("读盘器的设置失效或超出范围（状态 {status}），读不到餐盘。")
    mend = N_("请让技术人员恢复读盘器的设置，再断电重启。")


class ScanMode(CycleFault):
    """The reader reports by itself and obeys no inventory."""

    code = "E-RDR-042"
    sentence = N_("读盘器处在自动扫描模式，不接受读盘命令。")
    mend = N_("请让技术人员把读盘器改成主机命令模式（ISO-Host）。")


class ChipError(CycleFault):
    """A chip answered with an error."""

    code = "E-RDR-043"
    sentence = N_("有一枚芯片应答出错（状态 {status}，代码 {error}），这一轮没有读全。")
    mend = N_("请把餐盘摆开；总是同一只餐盘这样，就换掉它。")


class HardwareWarning(CycleFault):
    """The reader warns about its own electronics."""

    code = "E-RDR-044"
    sentence = N_("读盘器报告硬件异常（状态 {status}），这一轮可能没有读全。")
    mend = N_("请断电重启读盘器；还这样请让技术人员检查天线和电源。")


class SettingsLost(CycleFault):
    """The reader was switched off and on, and with it what it had been set to for this session."""

    code = "E-RDR-045"
    sentence = N_("读盘器刚才断过电，这一轮没有读全。")
    mend = N_("会自动重读；一直这样请检查读盘器的电源插头。")
