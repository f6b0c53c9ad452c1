import QtQuick

// A white sheet above the scrim, with its title and the way back.
Rectangle {
    id: root

    property string title: ""
    property string back: ""
    property string leaving: ""
    property int margin: Theme.pick(48, 32)
    property int headY: Theme.pick(36, 22)

    signal closed
    signal touched

    radius: Theme.radii.sheet
    color: Theme.c.porcelain

    MouseArea {
        anchors.fill: parent
        onClicked: root.touched()
    }
    Txt {
        x: root.margin
        y: root.headY
        width: backButton.x - x - Theme.pick(16, 10)
        height: backButton.height
        text: root.title
        size: Theme.pick(40, 30)
        bold: true
        fit: true
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        y: root.height + Theme.pick(16, 12)
        width: hurry.width + 2 * root.margin
        height: hurry.height + Theme.pick(24, 18)
        radius: Theme.radii.control
        color: Theme.c.amberPale
        visible: root.leaving !== ""

        Hurry {
            id: hurry
            anchors.centerIn: parent
            text: root.leaving
        }
    }
    TouchButton {
        id: backButton
        x: root.width - root.margin - width
        y: root.headY
        width: Theme.pick(144, 120)
        height: Theme.pick(64, 60)
        radius: Theme.radii.control
        tone: "plain"
        icon: "cross"
        label: root.back
        size: Theme.latin ? Theme.pick(26, 20) : Theme.pick(28, 24)
        gap: Theme.pick(10, 8)
        bold: false
        onTapped: root.closed()
    }
}
