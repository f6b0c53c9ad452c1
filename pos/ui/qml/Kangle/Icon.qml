import QtQuick

// A drawing of art/icons in one colour, `size` pixels wide and high.
Image {
    id: root

    property string name: ""
    property color color: Theme.c.ink
    property int size: Theme.pick(40, 28)

    width: root.size
    height: root.size
    sourceSize: Qt.size(root.size, root.size)
    source: root.name ? "image://icon/" + root.name + "/" + String(root.color).slice(1) : ""
    visible: root.name !== ""
}
