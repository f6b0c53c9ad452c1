import QtQuick

// Rows with a left and a right side; one that differs is marked and washed.
Item {
    id: root

    property var heads: []
    property var pairs: []
    readonly property int mark: Theme.pick(36, 28)
    readonly property int cell: Math.round((root.width - root.mark) * 0.3)

    Repeater {
        model: root.heads.length

        Txt {
            required property int index
            x: index ? root.width - (3 - index) * root.cell - 4 : root.mark
            width: index ? root.cell : root.width - root.mark - 2 * root.cell
            height: 30
            text: root.heads[index]
            size: 18
            fit: true
            color: Theme.c.inkSoft
            horizontalAlignment: index ? Text.AlignRight : Text.AlignLeft
        }
    }
    ListView {
        y: 32
        width: root.width
        height: root.height - y
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.pairs
        cacheBuffer: 0

        delegate: Rectangle {
            id: row
            required property var modelData
            readonly property bool differs: row.modelData.mark !== ""
            width: root.width
            height: Theme.pick(40, 34)
            color: row.differs ? Theme.c.amberPale : "transparent"

            Txt {
                width: root.mark
                height: row.height
                text: row.modelData.mark
                size: Theme.pick(22, 18)
                bold: true
                color: Theme.c.amberInk
                horizontalAlignment: Text.AlignHCenter
            }
            Txt {
                x: root.mark
                width: root.width - root.mark - 2 * root.cell - 8
                height: row.height
                text: row.modelData.name
                size: Theme.pick(20, 18)
                fit: true
            }
            Txt {
                x: root.width - 2 * root.cell - 4
                width: root.cell - 8
                height: row.height
                text: row.modelData.left
                size: Theme.pick(20, 18)
                fit: true
                horizontalAlignment: Text.AlignRight
            }
            Txt {
                x: root.width - root.cell - 4
                width: root.cell - 4
                height: row.height
                text: row.modelData.right
                size: Theme.pick(20, 18)
                bold: row.differs
                fit: true
                horizontalAlignment: Text.AlignRight
            }
            Rectangle {
                y: row.height - 1
                width: row.width
                height: 1
                color: Theme.c.line
            }
        }
    }
}
