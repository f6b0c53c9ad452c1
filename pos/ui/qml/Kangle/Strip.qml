import QtQuick

// The meal's nutrients folded into one strip at the sheet's bottom. A Latin verdict is too long to
// stand beside the name: it has a line of its own.
Item {
    id: root

    required property var model
    signal press(string what, string value)

    readonly property int pitch: Theme.pick(230, 154)
    readonly property int cellWidth: Theme.pick(196, 132)

    readonly property bool tall: Theme.latin && root.model.verdicts

    x: Theme.pick(50, 26)
    y: root.tall ? Theme.pick(850, 620) : Theme.pick(874, 644)
    width: Theme.pick(1180, 788)
    height: root.tall ? Theme.pick(180, 154) : Theme.pick(156, 130)

    Rectangle {
        width: parent.width
        height: 2
        color: Theme.c.line
    }
    Txt {
        x: Theme.pick(32, 20)
        y: Theme.pick(6, 3)
        height: Theme.pick(30, 26)
        text: root.model.caption.hint
        color: Theme.c.inkSoft
    }
    Txt {
        x: Theme.pick(1148, 768) - width
        y: Theme.pick(6, 3)
        height: Theme.pick(30, 26)
        text: root.model.caption.ask
        bold: true
        color: Theme.c.pine
    }
    MouseArea {
        anchors.fill: parent
        onClicked: root.press("basis", "")
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
                y: Theme.pick(48, 36)
                width: 1
                height: parent.height - y - Theme.pick(14, 8)
                color: Theme.c.line
                visible: cell.index > 0
            }
            Txt {
                y: root.tall ? Theme.pick(38, 31) : Theme.pick(46, 34)
                height: Theme.pick(32, 28)
                text: Theme.big ? cell.bar.short : cell.bar.tiny
                size: Theme.px.label
                color: Theme.c.inkSoft
            }
            Verdict {
                // Without a mark the words are long, and may reach further.
                x: root.tall ? 0 : parent.width - width + (mark ? 0 : Theme.pick(0, 8))
                y: root.tall ? Theme.pick(110, 94) : Theme.pick(46, 34)
                height: Theme.pick(32, 28)
                mark: cell.bar.mark
                word: cell.bar.verdict
                size: Theme.px.label
                spacing: Math.round(size * 0.18)
                closer: root.tall && !mark ? -0.03 : 0
                color: Theme.c[cell.bar.colour]
                visible: root.model.verdicts
            }
            TrayFigure {
                id: value
                y: root.tall ? Theme.pick(67, 57) : Theme.pick(77, 61)
                height: Theme.pick(44, 38)
                text: cell.bar.value
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
                y: root.tall ? Theme.pick(147, 126) : Theme.pick(126, 104)
                width: parent.width
                height: Theme.pick(24, 20)
                thick: root.tall ? Theme.pick(12, 8) : Theme.pick(12, 10)
                rise: root.tall ? Theme.pick(6, 3) : 6
                model: cell.bar
            }
        }
    }
}
