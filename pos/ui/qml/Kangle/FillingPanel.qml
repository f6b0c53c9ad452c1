import QtQuick

// Plates are being read: how many lie there, and how sure that is.
Item {
    id: root

    required property var model
    readonly property int lowest: Theme.pick(654, 470)

    PanelTitle {
        icon: root.model.icon
        text: root.model.title
        bold: false
        color: Theme.c.pine
    }
    Item {
        x: Theme.contentX + (Theme.contentWidth - width) / 2
        width: number.width + unit.width + Theme.pick(9, 6)
        y: Theme.pick(229, 188)
        height: Theme.pick(380, 252)

        Txt {
            id: number
            height: parent.height
            text: root.model.number
            size: root.model.number.length > 1 ? Theme.pick(320, 216) : Theme.px.bigCount
            bold: true
        }
        Txt {
            id: unit
            x: number.width + Theme.pick(9, 6)
            anchors.baseline: number.baseline
            text: root.model.after
            size: Theme.latin ? Theme.pick(56, 38) : Theme.pick(90, 60)
            bold: true
        }
    }
    Row {
        x: Theme.contentX
        y: Theme.pick(640, 460)
        spacing: Theme.pick(9, 7)

        Repeater {
            model: 5

            Rectangle {
                required property int index
                width: (Theme.contentWidth - 4 * parent.spacing) / 5
                height: Theme.pick(14, 10)
                radius: height / 2
                color: index < root.model.segments ? Theme.c.pine : Theme.c.celadonDeep
            }
        }
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(682, 486)
        width: Theme.contentWidth
        height: Theme.pick(100, 78)
        horizontalAlignment: Text.AlignHCenter
        text: root.model.help
        size: Theme.pick(34, 26)
        line: 1.4
        fit: true
    }
}
