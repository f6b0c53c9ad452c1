import QtQuick

// The total, and the ways to pay; while a payment runs, a line and the moving bar in their place.
Item {
    id: root

    required property var model
    readonly property int wayHeight: Theme.pick(122, 88)
    readonly property int more: root.model.ask.includes("\n") ? Theme.pick(50, 36) : 0
    readonly property int waysY: Theme.pick(432, 306) + root.more + (root.more ? Theme.pick(6, 4) : 0)

    // Below this there is room.
    readonly property int lowest: root.waysY + root.model.ways.length * root.wayHeight

    signal press(string what, string value)

    Counted {
        id: counted
        model: root.model
    }
    Icon {
        id: tick
        x: counted.x + counted.width + Theme.pick(16, 14)
        y: Theme.pick(34, 22)
        name: root.model.checked ? "tick" : ""
        size: Theme.pick(30, 22)
        color: Theme.c.pine
    }
    Txt {
        x: tick.x + tick.width + Theme.pick(8, 11)
        y: Theme.pick(16, 8)
        width: Theme.contentX + Theme.contentWidth - x
        height: Theme.pick(64, 48)
        text: root.model.checked
        size: Theme.pick(31, 23)
        fit: true
        color: Theme.c.pine
    }
    Txt {
        id: label
        x: Theme.contentX
        y: Theme.pick(111, 79)
        height: Theme.pick(56, 44)
        text: root.model.label
        size: Theme.pick(36, 28)
        color: Theme.c.inkSoft
    }
    Txt {
        x: label.x + label.width + Theme.pick(24, 16)
        anchors.baseline: label.baseline
        text: root.model.label_note
        size: Theme.pick(28, 22)
        color: Theme.c.inkSoft
    }
    Money {
        x: Theme.contentX
        y: Theme.pick(163, 120)
        width: Theme.contentWidth
        height: Theme.pick(176, 122)
        atLeft: true
        signScale: 0.5
        spacing: -0.02
        size: [Theme.px.total, Theme.pick(140, 96), Theme.pick(116, 80)][root.model.step]
        amount: root.model.amount
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(370, 261)
        width: Theme.contentWidth
        height: Theme.pick(54, 40) + root.more
        text: root.model.ask
        size: Theme.pick(36, 28)
        line: 1.3
        bold: true
        fit: true
    }
    Rectangle {
        x: Theme.contentX
        y: root.waysY
        width: Theme.contentWidth
        height: 1
        color: Theme.c.celadonDeep
        visible: root.model.ways.length > 0
    }
    Repeater {
        model: root.model.ways.length

        Item {
            id: way

            required property int index
            readonly property var it: root.model.ways[index] ?? ({
                    "name": "",
                    "hint": "",
                    "icon": "",
                    "what": ""
                })

            x: Theme.contentX
            y: root.waysY + index * root.wayHeight
            width: Theme.contentWidth
            height: root.wayHeight
            activeFocusOnTab: true
            Accessible.role: Accessible.Button
            Accessible.name: way.it.name

            Rectangle {
                anchors.fill: parent
                anchors.topMargin: 1
                color: Theme.c.celadonDeep
                visible: area.pressed
            }
            Icon {
                x: Theme.pick(3, 2)
                anchors.verticalCenter: parent.verticalCenter
                name: way.it.icon
                size: Theme.pick(56, 40)
                color: Theme.c.pine
            }
            Txt {
                x: Theme.pick(80, 56)
                height: parent.height
                text: way.it.name
                size: Theme.px.payWay
                bold: true
            }
            Txt {
                x: Theme.pick(243, 170)
                width: parent.width - x
                height: parent.height
                text: way.it.hint
                size: Theme.pick(28, 22)
                line: 1.4
                wrapMode: Text.WordWrap
                color: Theme.c.inkSoft
            }
            Rectangle {
                y: parent.height - 1
                width: parent.width
                height: 1
                color: Theme.c.celadonDeep
            }
            Rectangle {
                anchors.fill: parent
                anchors.margins: 2
                color: "transparent"
                border.width: 4
                border.color: Theme.c.ink
                visible: way.activeFocus
            }
            MouseArea {
                id: area
                anchors.fill: parent
                onClicked: root.press(way.it.what, "")
            }
            Keys.onReturnPressed: root.press(way.it.what, "")
        }
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(818, 606)
        width: Theme.contentWidth
        height: Theme.pick(56, 42)
        text: root.model.working
        size: Theme.pick(36, 26)
        bold: true
        fit: true
    }
    MovingBar {
        x: Theme.contentX
        y: Theme.pick(888, 660)
        width: Theme.contentWidth
        height: Theme.pick(12, 10)
        visible: root.model.working !== ""
    }
}
