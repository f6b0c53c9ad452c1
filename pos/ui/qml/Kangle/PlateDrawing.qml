import QtQuick

// One empty plate over the place where it is read.
Item {
    id: root

    readonly property real unit: root.width / 528

    Rectangle {
        x: (parent.width - width) / 2
        y: 205 * root.unit
        width: 340 * root.unit
        height: 116 * root.unit
        radius: 28 * root.unit
        color: Theme.c.porcelain
        border.width: Theme.pick(4, 3)
        border.color: Theme.c.pine
    }
    PlateArt {
        x: Math.round((parent.width - size) / 2)
        size: Math.round(250 * root.unit)
        drawing: "empty-veg"
    }
}
