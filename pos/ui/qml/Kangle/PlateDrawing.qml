import QtQuick

// One empty plate, and the reader that it is put on.
Item {
    id: root

    readonly property real unit: root.width / 528

    PlateArt {
        x: Math.round((parent.width - size) / 2)
        size: Math.round(176 * root.unit)
        drawing: "empty-veg"
    }
    Icon {
        x: Math.round((parent.width - size) / 2)
        y: Math.round(178 * root.unit)
        name: "down"
        size: Math.round(60 * root.unit)
        color: Theme.c.pine
    }
    Rectangle {
        x: (parent.width - width) / 2
        y: 240 * root.unit
        width: 340 * root.unit
        height: 87 * root.unit
        radius: 28 * root.unit
        color: Theme.c.porcelain
        border.width: Theme.pick(4, 3)
        border.color: Theme.c.pine

        Icon {
            anchors.centerIn: parent
            name: "reader"
            size: Math.round(60 * root.unit)
            color: Theme.c.pine
        }
    }
}
