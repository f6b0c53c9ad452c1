import QtQuick

// Paid: a tick, what to do next, and the figures. Leaves when the tray leaves.
Item {
    id: root

    required property var model
    readonly property int lowest: root.rowsY + root.model.paid_rows.length * root.rowHeight
    readonly property int rowHeight: Theme.pick(76, 54)
    readonly property int rowsY: Theme.pick(577, 390)

    Rectangle {
        x: Theme.contentX
        y: Theme.pick(104, 72)
        width: Theme.pick(200, 132)
        height: width
        radius: width / 2
        color: Theme.c.porcelain

        Icon {
            anchors.centerIn: parent
            name: "tick"
            size: Math.round(parent.width * 0.72)
            color: Theme.c.pine
        }
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(345, 226)
        width: Theme.contentWidth
        height: Theme.pick(110, 76)
        text: root.model.outcome
        size: Theme.px.outcome
        bold: true
        fit: true
        color: Theme.c.porcelain
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(453, 304)
        width: Theme.contentWidth
        height: Theme.pick(90, 60)
        text: root.model.prompt
        size: Theme.px.next
        bold: true
        fit: true
        color: Theme.c.porcelain
    }
    Repeater {
        model: root.model.paid_rows.length

        Item {
            id: row

            required property int index
            readonly property var it: root.model.paid_rows[index] ?? ({
                    "label": "",
                    "amount": "",
                    "words": "",
                    "icon": "",
                    "strong": false
                })

            x: Theme.contentX
            y: root.rowsY + index * root.rowHeight
            width: Theme.contentWidth
            height: root.rowHeight

            Rectangle {
                width: parent.width
                height: 1
                color: Theme.c.onPineLine
            }
            Txt {
                y: Theme.pick(3, 1)
                width: row.it.amount || row.it.words ? implicitWidth : row.width
                height: parent.height
                text: row.it.label
                size: row.it.amount || row.it.words ? Theme.pick(32, 24) : Theme.pick(30, 22)
                bold: row.it.strong
                fit: !row.it.amount && !row.it.words
                color: Theme.c.porcelain
            }
            Money {
                y: Theme.pick(3, 1)
                width: parent.width
                height: parent.height
                size: row.it.strong ? Theme.pick(52, 38) : Theme.pick(36, 26)
                amount: row.it.amount
                color: Theme.c.porcelain
                visible: row.it.amount !== ""
            }
            Txt {
                id: words
                x: parent.width - width
                y: Theme.pick(3, 1)
                height: parent.height
                text: row.it.words
                size: Theme.pick(32, 24)
                color: Theme.c.porcelain
            }
            Icon {
                anchors.right: words.left
                anchors.rightMargin: Theme.pick(12, 8)
                anchors.verticalCenter: parent.verticalCenter
                name: row.it.icon
                size: Theme.pick(32, 24)
                color: Theme.c.porcelain
            }
        }
    }
}
