import QtQuick

// The line at the top: what this is, who is at work, what is not saved, and what to do.
Rectangle {
    id: root

    required property QtObject desk
    readonly property var model: root.desk.bar
    readonly property int gap: Theme.pick(20, 14)

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
    Txt {
        id: title
        x: mark.x + mark.width + Theme.pick(14, 10)
        height: root.height
        text: root.model.title
        size: Theme.pick(26, 22)
        bold: true
    }
    Txt {
        id: staff
        x: title.x + title.width + root.gap
        width: Math.min(implicitWidth, Theme.pick(240, 130))
        height: root.height
        text: root.model.staff
        size: Theme.pick(20, 18)
        elide: Text.ElideRight
        color: Theme.c.inkSoft
    }
    Txt {
        id: unsaved
        x: staff.x + staff.width + root.gap
        height: root.height
        text: root.model.unsaved
        size: Theme.pick(20, 18)
        bold: true
        color: Theme.c.persimmonInk
    }
    Txt {
        x: unsaved.x + unsaved.width + root.gap
        height: root.height
        text: root.model.kept
        size: Theme.pick(20, 18)
        color: Theme.c.inkSoft
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
