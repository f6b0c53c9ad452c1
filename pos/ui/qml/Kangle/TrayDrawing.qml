import QtQuick

// A tray with empty plates of every shape and a pair of chopsticks; nothing here is food.
Item {
    id: root

    readonly property real unit: root.width / 528

    Rectangle {
        anchors.fill: parent
        radius: 44 * root.unit
        color: Theme.c.porcelain
        border.width: Theme.pick(4, 3)
        border.color: Theme.c.pine
    }
    Repeater {
        model: [["empty-big", 139, 135, 224], ["empty-veg", 324, 94, 125], ["empty-half", 453, 94, 116], ["empty-staple", 324, 241, 121], ["empty-soup", 454, 241, 120]]

        PlateArt {
            required property var modelData
            size: Math.round(modelData[3] * root.unit)
            x: Math.round(modelData[1] * root.unit - size / 2)
            y: Math.round(modelData[2] * root.unit - size / 2)
            drawing: modelData[0]
        }
    }
    Repeater {
        model: 2

        Rectangle {
            required property int index
            x: 34 * root.unit
            y: (266 + 18 * index) * root.unit
            width: 208 * root.unit
            height: 8 * root.unit
            radius: height / 2
            color: "#BE8A44"
        }
    }
}
