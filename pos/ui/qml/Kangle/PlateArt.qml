import QtQuick

// A plate of art/plates, `size` pixels wide and high: a dish, an empty plate of its category, the
// ring of a plate to come, or the plate nobody knows.
Image {
    id: root

    property string drawing: ""
    property int size: Theme.pick(72, 50)

    width: root.size
    height: root.size
    sourceSize: Qt.size(root.size, root.size)
    source: root.drawing ? Theme.art + "plates/" + root.drawing + ".svg" : ""
}
