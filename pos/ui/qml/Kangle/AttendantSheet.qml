import QtQuick

// The page behind the PIN: plates at the left, six things to do and the devices at the right.
Item {
    id: root

    required property var model
    readonly property int tileX: Theme.pick(900, 604)
    readonly property int tilePitchX: Theme.pick(331, 221)
    readonly property int tilePitchY: Theme.pick(196, 120)

    signal press(string what, string value)

    anchors.fill: parent

    Rectangle {
        objectName: "cover"
        anchors.fill: parent
        color: Theme.c.rice

        MouseArea {
            anchors.fill: parent
            onClicked: root.press("touch", "")
        }
    }
    StaffHead {
        model: root.model
        onTapped: root.press("back", "")
    }
    StaffPlates {
        x: Theme.pick(48, 24)
        y: Theme.pick(128, 92)
        width: Theme.pick(820, 560)
        height: Theme.pick(920, 688)
        model: root.model
        onPress: (what, value) => root.press(what, value)
    }
    Repeater {
        model: root.model.tiles.length

        StaffTile {
            required property int index

            x: root.tileX + (index % 3) * root.tilePitchX - (index % 3 === 2 ? Theme.pick(1, -0) : 0)
            y: Theme.pick(128, 92) + Math.floor(index / 3) * root.tilePitchY
            width: Theme.pick(311, 209)
            height: Theme.pick(176, 108)
            model: root.model.tiles[index] ?? model
            onTapped: root.press("tile", model.what)
        }
    }
    DeviceList {
        x: root.tileX
        y: Theme.pick(520, 332)
        width: Theme.pick(972, 652)
        height: Theme.pick(528, 448)
        model: root.model
    }
}
