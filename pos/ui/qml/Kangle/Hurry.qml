import QtQuick

// The page closes soon: how soon, and that a touch keeps it.
Row {
    id: root

    property string text: ""
    property color color: Theme.c.amberInk
    property int size: Theme.pick(24, 22)

    height: Theme.pick(34, 30)
    spacing: Theme.pick(8, 6)
    visible: root.text !== ""

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: "warn"
        size: Theme.pick(26, 22)
        color: root.color
    }
    Txt {
        height: parent.height
        text: root.text
        size: root.size
        bold: true
        color: root.color
    }
}
