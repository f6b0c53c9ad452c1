import QtQuick

// A page above the desk: a scrim, a white sheet with a title and the way back.
Item {
    id: root

    required property QtObject desk
    property string title: ""
    property string back: ""
    property int wide: Theme.pick(1200, 940)
    property int high: Theme.pick(860, 680)
    readonly property int margin: Theme.pick(36, 24)
    readonly property int inner: root.wide - 2 * root.margin
    readonly property int upper: Theme.pick(92, 72)
    readonly property int lower: root.high - root.margin
    default property alias content: sheet.data

    anchors.fill: parent

    Scrim {}
    Rectangle {
        id: sheet
        width: root.wide
        height: root.high
        anchors.centerIn: parent
        radius: Theme.radii.card
        color: Theme.c.rice

        MouseArea {
            anchors.fill: parent
            enabled: false
        }
        DeskWords {
            x: root.margin
            y: Theme.pick(24, 16)
            width: root.inner - way.width - 16
            height: Theme.pick(48, 40)
            text: root.title
            wanted: Theme.pick(30, 24)
            bold: true
        }
        DeskButton {
            id: way
            anchors.right: parent.right
            anchors.rightMargin: root.margin
            y: Theme.pick(28, 18)
            visible: root.back !== ""
            desk: root.desk
            model: ({
                    "act": "back",
                    "value": "",
                    "label": root.back,
                    "icon": "back",
                    "tone": "plain",
                    "enabled": true
                })
        }
    }
}
