import QtQuick

// The cash keypad, over the panel alone: the tray stays in sight.
Item {
    id: root

    required property var model
    readonly property var dueSizes: [Theme.pick(96, 72), Theme.pick(96, 72), Theme.pick(88, 64), Theme.pick(76, 54)]
    readonly property var changeSizes: [Theme.pick(124, 88), Theme.pick(104, 72), Theme.pick(88, 64), Theme.pick(76, 54)]

    readonly property bool refused: root.model.said !== ""
    // Nothing is typed anew: why it was refused has the change's place. Later the change shrinks.
    readonly property bool told: root.refused && root.model.typed === ""
    readonly property bool hurried: root.model.leaving !== ""
    // A Latin label has no room beside the figure.
    readonly property bool above: Theme.latin && !root.refused && !root.hurried
    readonly property int changeSize: root.changeSizes[Math.min(3, root.model.change_step + (Theme.latin && root.hurried ? 1 : 0))]

    signal press(string what, string value)

    anchors.fill: parent

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
        width: Theme.pick(360, 240)
        height: Theme.pick(64, 60)
        icon: "cash"
        iconColor: Theme.c.pine
        text: root.model.title
    }
    Hurry {
        x: Theme.contentX
        y: Theme.pick(752, 560)
        text: root.model.leaving
    }
    TouchButton {
        id: back
        x: Theme.pick(1720, 1128)
        y: Theme.pick(16, 8)
        width: Theme.pick(144, 116)
        height: Theme.pick(64, 60)
        radius: Theme.radii.control
        tone: "plain"
        icon: "back"
        label: root.model.back
        size: Theme.pick(28, 24)
        gap: Theme.pick(10, 8)
        bold: false
        onTapped: root.press("back", "")
    }
    LabelledSum {
        x: Theme.contentX
        y: Theme.pick(73, 61)
        width: Theme.contentWidth
        height: Theme.pick(124, 92)
        label: root.model.due_label
        amount: root.model.due
        size: root.dueSizes[root.model.due_step]
    }
    Rectangle {
        id: field
        x: Theme.contentX
        y: Theme.pick(204, 160)
        width: Theme.contentWidth
        height: Theme.pick(96, 68)
        radius: Theme.pick(16, 14)
        color: Theme.c.porcelain
        border.width: 3
        border.color: Theme.c.pine

        Txt {
            x: Theme.pick(28, 19)
            height: parent.height
            text: root.model.typed_label
            size: Theme.pick(36, 28)
        }
        Txt {
            anchors.right: caret.left
            anchors.rightMargin: Theme.pick(6, 5)
            height: parent.height
            text: root.model.typed
            size: Theme.pick(60, 44)
            bold: true
        }
        Rectangle {
            id: caret
            x: parent.width - Theme.pick(32, 23)
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.pick(4, 3)
            height: Theme.pick(60, 44)
            color: Theme.c.pine
        }
    }
    CashKeys {
        x: Theme.contentX
        y: Theme.pick(320, 240)
        notes: root.model.notes
        sign: root.model.sign
        yuan: root.model.yuan
        exact: root.model.exact
        onPress: (what, value) => root.press(what, value)
    }
    LabelledSum {
        x: Theme.contentX
        y: root.refused ? Theme.pick(744, 552) : root.hurried ? Theme.pick(782, 588) : root.above ? Theme.pick(748, 558) : Theme.pick(764, 569)
        width: Theme.contentWidth
        height: root.refused ? Theme.pick(74, 58) : root.above ? Theme.pick(196, 152) : Theme.pick(136, 104)
        above: root.above
        label: root.model.change_label
        labelBold: true
        labelColor: Theme.c.ink
        amount: root.model.change
        size: root.refused ? Theme.pick(64, 48) : root.changeSize
        color: root.model.short ? Theme.c.ink : Theme.c.pine
        visible: !root.told && (!root.refused || (!root.hurried && notice.y >= y + height - 2))
    }
    Notice {
        id: notice
        text: root.model.said
        highest: root.hurried ? Theme.pick(786, 590) : Theme.pick(744, 552)
        lowest: confirm.y
        smaller: root.told ? 0 : 2
        visible: root.refused
    }
    TouchButton {
        id: confirm
        x: Theme.contentX
        y: Theme.pick(936, 700)
        width: Theme.contentWidth
        height: Theme.pick(96, 76)
        tone: "pine"
        enabled: root.model.can_confirm
        Accessible.name: root.model.confirm
        onTapped: root.press("confirm", "")

        Item {
            anchors.centerIn: parent
            width: word.x + word.width + (missing.text ? Theme.pick(20, 14) + missing.width : 0)
            height: parent.height

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "tick"
                size: Theme.pick(46, 34)
                color: confirm.textColor
                visible: confirm.enabled
            }
            Txt {
                id: word
                x: confirm.enabled ? Theme.pick(60, 48) : 0
                height: parent.height
                text: root.model.confirm
                size: Theme.pick(42, 32)
                bold: true
                color: confirm.textColor
            }
            Txt {
                id: missing
                x: parent.width - width
                height: parent.height
                text: root.model.missing
                size: Theme.pick(30, 24)
                color: confirm.textColor
            }
        }
    }
}
