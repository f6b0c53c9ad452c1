import QtQuick

// The panel's first line, centred on the header: an icon and a few words.
Item {
    id: root

    property string icon: ""
    property string text: ""
    property bool bold: true
    property color color: Theme.c.ink
    property color iconColor: root.color

    x: Theme.contentX
    y: Theme.pick(16, 8)
    width: Theme.contentWidth
    height: Theme.pick(64, 48)

    Icon {
        id: drawing
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        size: Theme.pick(50, 38)
        color: root.iconColor
    }
    Txt {
        x: root.icon ? Theme.pick(64, 53) : 0
        width: root.width - x
        height: parent.height
        text: root.text
        size: Theme.pick(40, 30)
        bold: root.bold
        fit: true
        color: root.color
    }
}
