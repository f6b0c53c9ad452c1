import QtQuick

// Ordering by hand: dishes at the left, the list and its sum at the right.
Item {
    id: root

    required property var model
    readonly property var totalSizes: [Theme.pick(124, 88), Theme.pick(104, 72), Theme.pick(88, 64), Theme.pick(76, 54)]

    readonly property bool switched: root.model.grid.half !== ""
    readonly property int lowest: root.model.leaving ? Theme.pick(766, 552) : Theme.pick(780, 590)

    signal press(string what, string value)

    anchors.fill: parent

    DishGrid {
        model: root.model.grid
        onTapped: code => root.press("more", code)
    }
    Rectangle {
        objectName: "cover"
        x: Theme.panelX
        width: Theme.stageWidth - x
        height: parent.height
        color: Theme.c.celadon

        MouseArea {
            anchors.fill: parent
            onClicked: root.press("touch", "")
        }
    }
    PanelTitle {
        width: Theme.pick(330, 220)
        icon: "plate"
        iconColor: Theme.c.pine
        text: root.model.title
    }
    Txt {
        anchors.right: number.left
        anchors.baseline: number.baseline
        text: root.model.before
        size: Theme.pick(40, 30)
    }
    Txt {
        id: number
        anchors.right: after.left
        y: Theme.pick(16, 8)
        height: Theme.pick(64, 48)
        text: root.model.number
        size: Theme.pick(52, 40)
        bold: true
    }
    Txt {
        id: after
        anchors.right: parent.right
        anchors.rightMargin: Theme.pick(56, 36)
        anchors.baseline: number.baseline
        text: root.model.after
        size: Theme.pick(40, 30)
    }
    PortionSwitch {
        id: portions
        x: Theme.contentX
        y: Theme.pick(92, 62)
        width: Theme.contentWidth
        grid: root.model.grid
        onPress: (what, value) => root.press(what, value)
    }
    HandList {
        y: root.switched ? portions.y + portions.height + Theme.pick(12, 6) : Theme.pick(92, 64)
        model: root.model
        room: (root.model.said ? notice.y : root.lowest) - y
        onPress: (what, value) => root.press(what, value)
    }
    Notice {
        id: notice
        text: root.model.said
        lowest: root.lowest
        smaller: 2
        visible: root.model.said !== ""
    }
    LabelledSum {
        id: total
        x: Theme.contentX
        y: Theme.pick(773, 581)
        width: Theme.contentWidth
        height: Theme.pick(156, 110)
        label: root.model.label
        amount: root.model.total
        size: root.totalSizes[root.model.total_step]
    }
    Hurry {
        x: Theme.contentX
        y: Theme.pick(771, 552)
        text: root.model.leaving
    }
    TouchButton {
        id: cancel
        x: Theme.contentX
        y: Theme.pick(936, 700)
        width: Theme.pick(168, 116)
        height: Theme.pick(96, 76)
        tone: "plain"
        icon: "cross"
        label: root.model.cancel
        size: Theme.latin ? Theme.pick(30, 20) : Theme.pick(34, 26)
        iconSize: Theme.pick(30, 24)
        gap: Theme.pick(10, 8)
        onTapped: root.press("cancel", "")
    }
    TouchButton {
        x: Theme.pick(1520, 1004)
        y: cancel.y
        width: Theme.pick(344, 240)
        height: cancel.height
        tone: "pine"
        icon: root.model.done_icon
        label: root.model.done
        size: Theme.pick(42, 32)
        enabled: root.model.can_finish
        onTapped: root.press("done", "")
    }
}
