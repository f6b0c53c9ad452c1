import QtQuick

// A button for fingers. `tone` is one of the looks below; a button that is not `enabled` says so by
// its fill, and its reason stands beside it.
Item {
    id: root

    property string label: ""
    property string icon: ""
    property string tone: "outline"
    property int size: Theme.pick(36, 26)
    property int iconSize: Math.round(root.size * 0.95)
    property bool bold: true
    // A long word of another language then shrinks.
    property bool fit: false
    property int radius: Theme.pick(16, 12)
    property int gap: Math.round(root.size * 0.6)
    property alias content: content

    signal tapped

    readonly property var tones: ({
            "outline": [Theme.c.porcelain, Theme.c.celadonWash, Theme.c.pine, Theme.c.pine, 2],
            "pine": [Theme.c.pine, Theme.c.pinePressed, Theme.c.pine, Theme.c.porcelain, 0],
            "ink": [Theme.c.ink, Theme.c.soy, Theme.c.ink, Theme.c.porcelain, 0],
            "white": [Theme.c.porcelain, Theme.c.onSoySoft, Theme.c.porcelain, Theme.c.ink, 0],
            "onPine": [Theme.c.pine, Theme.c.pinePressed, Theme.c.porcelain, Theme.c.porcelain, 2],
            "onSoy": [Theme.c.soy, Theme.c.ink, Theme.c.porcelain, Theme.c.porcelain, 2],
            "key": [Theme.c.rice, Theme.c.line, Theme.c.lineStrong, Theme.c.ink, 2],
            "inkLine": [Theme.c.porcelain, Theme.c.weekend, Theme.c.ink, Theme.c.ink, 2],
            "plain": [Theme.c.porcelain, Theme.c.weekend, Theme.c.lineStrong, Theme.c.ink, 2],
            "off": [Theme.c.line, Theme.c.line, Theme.c.line, Theme.c.inkSoft, 0]
        })
    readonly property var look: root.tones[root.enabled ? root.tone : "off"]
    readonly property color textColor: root.look[3]

    Accessible.role: Accessible.Button
    Accessible.name: root.label
    activeFocusOnTab: true

    Rectangle {
        anchors.fill: parent
        anchors.margins: -8
        radius: root.radius + 8
        color: "transparent"
        border.width: 4
        border.color: Theme.c.ink
        visible: root.activeFocus
    }
    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: area.pressed ? root.look[1] : root.look[0]
        border.width: root.look[4]
        border.color: root.look[2]

        Behavior on color {
            ColorAnimation {
                duration: Theme.ms("press")
            }
        }
    }
    Row {
        id: content
        anchors.centerIn: parent
        spacing: root.icon && root.label ? root.gap : 0

        Icon {
            name: root.icon
            size: root.iconSize
            color: root.textColor
            anchors.verticalCenter: parent.verticalCenter
        }
        Txt {
            width: root.fit ? Math.min(implicitWidth, root.width - x - Theme.pick(40, 24)) : implicitWidth
            text: root.label
            fit: root.fit
            size: root.size
            bold: root.bold
            color: root.textColor
            visible: root.label !== ""
            horizontalAlignment: Text.AlignHCenter
        }
    }
    MouseArea {
        id: area
        anchors.fill: parent
        onClicked: root.tapped()
    }
    Keys.onReturnPressed: root.tapped()
    Keys.onSpacePressed: root.tapped()
}
