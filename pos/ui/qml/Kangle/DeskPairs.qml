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

        DeskWords {
            required property int index
            x: index ? root.width - (3 - index) * root.cell - 4 : root.mark
            width: index ? root.cell - 8 : root.width - root.mark - 2 * root.cell
            height: 30
            text: root.heads[index]
            wanted: 18
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
            height: Math.max(Theme.pick(40, 34), ...[name, left, right].map(each => each.rows > 1 ? each.implicitHeight + 6 : 0))
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
            DeskWords {
                id: name
                x: root.mark
                width: root.width - root.mark - 2 * root.cell - 8
                anchors.verticalCenter: parent.verticalCenter
                text: row.modelData.name
            }
            DeskWords {
                id: left
                x: root.width - 2 * root.cell - 4
                width: root.cell - 8
                anchors.verticalCenter: parent.verticalCenter
                text: row.modelData.left
                horizontalAlignment: Text.AlignRight
            }
            DeskWords {
                id: right
                x: root.width - root.cell - 4
                width: root.cell - 8
                anchors.verticalCenter: parent.verticalCenter
                text: row.modelData.right
                bold: row.differs
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
