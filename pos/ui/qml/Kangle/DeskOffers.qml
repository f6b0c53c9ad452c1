import QtQuick

// Drafts of an earlier time: each to go on with or to drop.
DeskCard {
    id: root

    required property var model
    readonly property int row: Theme.pick(108, 92)

    wide: Theme.pick(1200, 940)
    high: Math.min(Theme.pick(900, 720), list.y + list.contentHeight + foot + root.margin)
    readonly property int foot: Theme.pick(84, 68)
    title: root.model.title

    Txt {
        id: line
        x: root.margin
        y: root.upper - 6
        width: root.inner
        height: implicitHeight
        text: root.model.line
        size: Theme.pick(20, 18)
        line: 1.4
        wrapMode: Text.Wrap
        verticalAlignment: Text.AlignTop
        color: Theme.c.inkSoft
    }
    ListView {
        id: list
        x: root.margin
        y: line.y + line.height + Theme.pick(16, 10)
        width: root.inner
        height: root.lower - y - root.foot + Theme.pick(8, 6)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.model.offers
        cacheBuffer: 0

        delegate: Item {
            id: one
            required property var modelData
            width: list.width
            height: root.row

            PlateArt {
                anchors.verticalCenter: parent.verticalCenter
                size: Theme.pick(72, 60)
                category: one.modelData.category
                drawing: one.modelData.drawing
            }
            DeskWords {
                x: Theme.pick(92, 76)
                y: Theme.pick(12, 8)
                width: keys.x - x - 12
                height: Theme.pick(32, 28)
                text: one.modelData.name
                wanted: Theme.pick(24, 20)
                bold: true
            }
            Txt {
                x: Theme.pick(92, 76)
                y: Theme.pick(44, 36)
                height: Theme.pick(26, 24)
                text: one.modelData.line
                size: Theme.pick(20, 18)
            }
            DeskWords {
                x: Theme.pick(92, 76)
                y: Theme.pick(70, 60)
                width: keys.x - x - 12
                height: Theme.pick(26, 24)
                text: one.modelData.note
                wanted: 18
                color: Theme.c.inkSoft
            }
            Row {
                id: keys
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.pick(16, 10)

                Repeater {
                    model: [one.modelData.drop, one.modelData.go_on]

                    DeskButton {
                        required property var modelData
                        height: Theme.pick(52, 44)
                        pad: Theme.pick(24, 16)
                        desk: root.desk
                        model: modelData
                    }
                }
            }
            Rectangle {
                y: one.height - 1
                width: one.width
                height: 1
                color: Theme.c.line
            }
        }
    }
    DeskButton {
        anchors.right: parent.right
        anchors.rightMargin: root.margin
        y: root.high - root.margin - height
        height: Theme.pick(52, 44)
        pad: Theme.pick(28, 18)
        desk: root.desk
        model: root.model.all
    }
}
