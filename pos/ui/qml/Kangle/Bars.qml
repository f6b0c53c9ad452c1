import QtQuick

// The meal's five nutrients, each against the range of one lunch.
Item {
    id: root

    required property var model
    signal press(string what, string value)

    readonly property int size: Theme.px.barLabel
    readonly property int rowHeight: Theme.pick(54, 43)
    readonly property int titleHeight: Theme.pick(60, 48)
    readonly property int trackX: Theme.pick(434, 324)
    readonly property int trackEnd: Theme.latin ? Theme.pick(984, 630) : Theme.pick(1041, 671)
    readonly property int verdictX: Theme.latin ? Theme.pick(1010, 650) : Theme.pick(1069, 696)

    y: Theme.pick(682, 499)
    width: Theme.pick(1232, 816)
    height: Theme.pick(348, 275)

    Rectangle {
        x: Theme.pick(50, 26)
        y: -1
        width: Theme.pick(1180, 788)
        height: 2
        color: Theme.c.line
    }
    Txt {
        id: title
        x: Theme.pick(82, 46)
        y: Theme.pick(2, 3)
        height: root.titleHeight
        text: root.model.caption.title
        size: Theme.pick(30, 24)
        bold: true
    }
    Txt {
        x: title.x + (title.text ? title.width + 16 : 0)
        y: title.y
        height: root.titleHeight
        text: root.model.caption.hint
        color: Theme.c.inkSoft
    }
    Txt {
        x: Theme.pick(1198, 794) - width
        y: title.y
        height: root.titleHeight
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
            id: row

            required property int index
            readonly property var bar: root.model.bars[index]

            y: root.titleHeight + Theme.pick(2, 3) + index * root.rowHeight
            width: root.width
            height: root.rowHeight

            Txt {
                x: Theme.pick(82, 46)
                height: parent.height
                text: Theme.latin ? row.bar.short : row.bar.label
                size: root.size
            }
            TrayFigure {
                id: value
                x: Theme.pick(356, 260) - width
                height: parent.height
                text: row.bar.value
                bold: true
            }
            Txt {
                x: Theme.pick(363, 265)
                anchors.baseline: value.baseline
                text: row.bar.unit
                size: Theme.px.label
                color: Theme.c.inkSoft
            }
            Bar {
                x: root.trackX
                width: root.trackEnd - root.trackX
                height: parent.height
                model: row.bar
            }
            Verdict {
                x: root.verdictX
                height: parent.height
                mark: row.bar.mark
                word: row.bar.verdict
                color: Theme.c[row.bar.colour]
            }
        }
    }
}
