import QtQuick

// The question mark on a plate that is known and yet in doubt, at the plate's lower edge.
Rectangle {
    id: root

    property bool dense: false

    width: root.dense ? Theme.pick(28, 22) : Theme.pick(36, 26)
    height: width
    radius: width / 2
    color: Theme.c.ink

    Icon {
        anchors.centerIn: parent
        name: "query"
        size: Math.round(parent.width * 0.8)
        color: Theme.c.porcelain
    }
}
