import QtQuick

// What lies between a sheet of staff and the screen below: dark, and no touch goes through; a touch
// beside the buttons still says that somebody is there.
Item {
    id: root
    objectName: "scrim"
    anchors.fill: parent

    signal touched

    Rectangle {
        anchors.fill: parent
        color: Theme.c.scrim
        opacity: 0.62
    }
    MouseArea {
        anchors.fill: parent
        onClicked: root.touched()
    }
}
