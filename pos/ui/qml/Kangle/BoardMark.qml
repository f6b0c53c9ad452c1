import QtQuick

// What a dish contains, one character in a ring; or, solid and square, that half of it is sold.
Rectangle {
    id: root

    property string text: ""
    property bool half: false
    property int size: 40

    width: root.size
    height: root.size
    radius: root.half ? 9 : root.size / 2
    color: root.half ? Theme.c.pine : Theme.c.porcelain
    border.width: root.half ? 0 : 2
    border.color: Theme.c.inkSoft

    Txt {
        width: root.size
        height: root.size
        horizontalAlignment: Text.AlignHCenter
        text: root.text
        size: Math.round(root.size * 0.7)
        bold: root.half
        color: root.half ? Theme.c.porcelain : Theme.c.ink
    }
}
