import QtQuick

// One plate on the attendant's page, with what can be done about it.
Item {
    id: root

    readonly property var blank: ({
            "kind": "",
            "number": "",
            "name": "",
            "note": "",
            "drawing": "",
            "category": "",
            "price": "",
            "uid": "",
            "locked": true
        })
    property var model: blank
    property string strike: ""
    property string ignore: ""
    property string confirm: ""
    property string choose: ""
    property int inset: 24
    readonly property bool strange: root.model.kind === "unknown"
    readonly property bool doubtful: root.model.kind === "doubtful"
    readonly property bool stale: root.model.kind === "stale"
    readonly property bool paid: root.model.kind === "paid"
    readonly property int nameX: Theme.pick(160, 110)
    readonly property int buttonWidth: Theme.pick(152, 116)
    readonly property int buttonHeight: Theme.pick(72, 60)
    readonly property int buttonX: width - root.inset - root.buttonWidth
    readonly property int priceRight: root.buttonX - Theme.pick(16, 10)
    readonly property int ignoreX: root.buttonX - Theme.pick(240, 178)
    readonly property int confirmX: width - root.inset - Theme.pick(168, 118)
    readonly property int besideX: root.confirmX - Theme.pick(128, 86)
    readonly property int wordsEnd: root.strange ? root.ignoreX : root.doubtful ? root.besideX : root.priceRight

    signal press(string what, string value)

    Rectangle {
        anchors.fill: parent
        color: root.strange || root.doubtful || root.stale ? Theme.c.amberPale : Theme.c.porcelain
    }
    Txt {
        x: root.inset
        height: parent.height
        text: root.model.number
        size: Theme.pick(30, 24)
        color: Theme.c.inkSoft
    }
    PlateArt {
        x: Theme.pick(75, 50)
        anchors.verticalCenter: parent.verticalCenter
        size: Theme.pick(70, 52)
        drawing: root.model.drawing
        category: root.model.category
        opacity: root.paid ? 0.45 : 1
    }
    Txt {
        x: root.nameX
        y: Theme.pick(10, 4)
        width: root.wordsEnd - (root.doubtful ? 0 : price.width) - x - Theme.pick(12, 8)
        height: Theme.pick(54, 42)
        text: root.model.name
        size: Theme.pick(34, 26)
        bold: !root.paid
        fit: true
        color: root.paid ? Theme.c.inkSoft : Theme.c.ink
    }
    Txt {
        // Beside its two buttons a doubtful plate's price has room on the second line only.
        x: root.doubtful ? price.x + price.width + Theme.pick(12, 8) : root.nameX
        y: Theme.pick(60, 43)
        width: root.wordsEnd - x - Theme.pick(12, 6)
        height: Theme.pick(34, 26)
        text: root.model.note
        size: Theme.pick(22, 18)
        fit: true
        color: root.doubtful || root.stale ? Theme.c.amberInk : Theme.c.inkSoft
    }
    Txt {
        id: price
        x: root.doubtful ? root.nameX : root.priceRight - width
        y: root.doubtful ? Theme.pick(60, 43) : 0
        height: root.doubtful ? Theme.pick(34, 26) : parent.height
        text: root.model.price
        size: root.doubtful ? Theme.pick(28, 20) : Theme.pick(34, 26)
        bold: !root.paid
        color: root.paid ? Theme.c.inkSoft : Theme.c.ink
    }
    TouchButton {
        x: root.ignoreX
        y: (parent.height - height) / 2
        width: Theme.pick(224, 168)
        height: root.buttonHeight
        tone: "plain"
        label: root.ignore
        size: Theme.pick(30, 24)
        visible: root.strange && !root.model.locked
        onTapped: root.press("ignore", root.model.uid)
    }
    TouchButton {
        x: root.buttonX
        y: (parent.height - height) / 2
        width: root.buttonWidth
        height: root.buttonHeight
        tone: root.strange ? "ink" : "plain"
        icon: root.strange ? (Theme.latin ? "" : "search") : "strike"
        label: root.strange ? root.choose : root.strike
        size: Theme.pick(30, 24)
        iconSize: Theme.pick(30, 24)
        gap: Theme.pick(8, 6)
        visible: !root.model.locked && (root.strange || root.stale || root.model.kind === "plate")
        onTapped: root.press(root.strange ? "choose" : "strike", root.model.uid)
    }
    TouchButton {
        x: root.besideX
        y: (parent.height - height) / 2
        width: Theme.pick(112, 76)
        height: root.buttonHeight
        tone: "plain"
        label: root.strike
        size: Theme.pick(30, 24)
        visible: root.doubtful && !root.model.locked
        onTapped: root.press("strike", root.model.uid)
    }
    TouchButton {
        x: root.confirmX
        y: (parent.height - height) / 2
        width: root.width - root.inset - x
        height: root.buttonHeight
        tone: "ink"
        icon: "tick"
        label: root.confirm
        size: Theme.pick(30, 24)
        iconSize: Theme.pick(30, 24)
        gap: Theme.pick(8, 6)
        visible: root.doubtful && !root.model.locked
        onTapped: root.press("confirm", root.model.uid)
    }
    Rectangle {
        y: parent.height - 1
        width: parent.width
        height: 1
        color: Theme.c.line
    }
}
