import QtQuick

// The page closes soon: how soon, and that a touch keeps it.
Item {
    id: root

    property string text: ""
    property color color: Theme.c.amberInk
    property int size: Theme.pick(24, 22)

    width: words.x + words.width
    height: Theme.pick(34, 30)
    visible: root.text !== ""

    Icon {
        id: sign
        anchors.verticalCenter: parent.verticalCenter
        name: "warn"
        size: Theme.pick(26, 22)
        color: root.color
    }
    Txt {
        id: words
        x: sign.width + Theme.pick(8, 6)
        height: parent.height
        text: root.text
        size: root.size
        bold: true
        color: root.color
    }
}
