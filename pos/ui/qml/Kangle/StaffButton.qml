import QtQuick

// A button on a diner's screen that is meant for staff, which is written in it.
TouchButton {
    id: root

    property string note: ""

    x: Theme.contentX
    width: Theme.contentWidth
    height: Theme.pick(96, 76)
    size: Theme.pick(36, 26)
    iconSize: Theme.pick(38, 28)
    gap: Theme.pick(18, 12)
    content.data: Txt {
        anchors.verticalCenter: parent.verticalCenter
        text: root.note
        size: Theme.pick(28, 22)
        color: root.textColor
        visible: text !== ""
    }
}
