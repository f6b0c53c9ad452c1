import QtQuick

// The line at the top: what this is, who is at work, what is not saved, and what to do.
Rectangle {
    id: root

    required property QtObject desk
    readonly property var model: root.desk.bar

    color: Theme.c.porcelain

    Rectangle {
        y: root.height - 1
        width: root.width
        height: 1
        color: Theme.c.line
    }
    Image {
        id: mark
        x: Theme.pick(16, 12)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.pick(36, 32)
        height: width
        sourceSize: Qt.size(width, height)
        source: Theme.art + "mark.svg"
    }
    Row {
        x: mark.x + mark.width + Theme.pick(14, 10)
        height: root.height
        spacing: Theme.pick(20, 14)

        Txt {
            height: parent.height
            text: root.model.title
            size: Theme.pick(26, 22)
            bold: true
        }
        Txt {
            height: parent.height
            text: root.model.staff
            size: Theme.pick(20, 18)
            color: Theme.c.inkSoft
        }
        Txt {
            height: parent.height
            text: root.model.unsaved
            size: Theme.pick(20, 18)
            bold: true
            color: Theme.c.persimmonInk
        }
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.pick(20, 12)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.pick(12, 8)

        Repeater {
            model: root.model.buttons.length

            DeskButton {
                required property int index
                desk: root.desk
                model: root.model.buttons[index]
            }
        }
    }
}
