import QtQuick

// The meal's nutrients folded into one strip at the sheet's bottom. A Latin verdict is too long to
// stand beside the name: it has a line of its own.
Item {
    id: root

    required property var model
    readonly property int pitch: Theme.pick(230, 154)
    readonly property int cellWidth: Theme.pick(196, 132)

    readonly property bool tall: Theme.latin && root.model.verdicts

    x: Theme.pick(50, 26)
    y: Theme.pick(898, 668)
    width: Theme.pick(1180, 788)
    height: Theme.pick(132, 106)

    Rectangle {
        width: parent.width
        height: 2
        color: Theme.c.line
    }
    Repeater {
        model: root.model.bars.length

        Item {
            id: cell

            required property int index
            readonly property var bar: root.model.bars[index]

            x: Theme.pick(32, 20) + index * root.pitch
            width: root.cellWidth
            height: root.height

            Rectangle {
                x: -Theme.pick(17, 11)
                y: Theme.pick(16, 12)
                width: 1
                height: parent.height - 2 * y
                color: Theme.c.line
                visible: cell.index > 0
            }
            Txt {
                y: root.tall ? Theme.pick(2, 0) : Theme.pick(18, 8)
                height: Theme.pick(34, 30)
                text: Theme.big ? cell.bar.short : cell.bar.tiny
                size: Theme.px.label
                color: Theme.c.inkSoft
            }
            Verdict {
                x: root.tall ? 0 : parent.width - width
                y: root.tall ? Theme.pick(63, 56) : Theme.pick(18, 8)
                height: Theme.pick(34, 30)
                mark: cell.bar.mark
                word: cell.bar.verdict
                size: Theme.px.label
                spacing: Math.round(size * 0.18)
                color: Theme.c[cell.bar.colour]
                visible: root.model.verdicts
            }
            Txt {
                id: value
                y: root.tall ? Theme.pick(26, 24) : Theme.pick(49, 38)
                height: Theme.pick(44, 36)
                text: cell.bar.value
                size: Theme.pick(34, 28)
                bold: true
            }
            Txt {
                x: value.width + Theme.pick(6, 4)
                anchors.baseline: value.baseline
                text: cell.bar.unit
                size: Theme.px.label
                color: Theme.c.inkSoft
            }
            Bar {
                y: root.tall ? Theme.pick(100, 86) : Theme.pick(94, 76)
                width: parent.width
                height: Theme.pick(24, 20)
                thick: root.tall ? Theme.pick(12, 8) : Theme.pick(12, 10)
                rise: root.tall ? Theme.pick(6, 3) : 6
                model: cell.bar
            }
        }
    }
}
