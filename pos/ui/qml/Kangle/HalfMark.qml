import QtQuick

// Half a portion, said after its name where there is room, else on the upper edge of its plate.
Rectangle {
    id: root

    property string text: ""
    required property Item name
    required property Item plate
    property real end: 0
    readonly property real after: root.name.x + root.name.contentWidth + Theme.pick(12, 8)
    readonly property bool beside: root.after + root.width <= root.end

    x: root.beside ? root.after : root.plate.x + (root.plate.width - root.width) / 2
    y: root.beside ? root.name.y + (root.name.height - root.height) / 2 : 1
    width: words.contentWidth + Theme.pick(14, 10)
    height: Theme.pick(32, 26)
    radius: Theme.pick(9, 7)
    color: Theme.c.pine
    visible: root.text !== ""

    Txt {
        id: words
        width: parent.width
        height: parent.height
        horizontalAlignment: Text.AlignHCenter
        text: root.text
        size: Theme.pick(24, 22)
        line: 1.1
        bold: true
        color: Theme.c.porcelain
    }
}
