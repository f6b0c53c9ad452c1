import QtQuick

// One of the six things to do; where it cannot be done now, its reason stands in it.
Item {
    id: root

    property var model: ({
            "what": "",
            "label": "",
            "note": "",
            "icon": "",
            "reason": ""
        })
    readonly property bool off: root.model.reason !== ""
    readonly property int inset: Theme.pick(26, 16)
    // The small page has room for a reason beside a short label, else beside the icon.
    readonly property bool beside: label.width + why.implicitWidth + 2 * root.inset + 6 <= root.width

    signal tapped

    Accessible.role: Accessible.Button
    Accessible.name: root.model.label
    enabled: !root.off
    activeFocusOnTab: true

    Rectangle {
        anchors.fill: parent
        anchors.margins: -8
        radius: ground.radius + 8
        color: "transparent"
        border.width: 4
        border.color: Theme.c.ink
        visible: root.activeFocus
    }
    Rectangle {
        id: ground
        anchors.fill: parent
        radius: Theme.radii.card
        color: root.off ? Theme.c.soldOut : area.pressed ? Theme.c.weekend : Theme.c.porcelain
        border.width: 2
        border.color: Theme.c.line
    }
    Icon {
        x: root.inset
        y: Theme.pick(28, 17)
        name: root.model.icon
        size: Theme.pick(46, 32)
        color: root.off ? Theme.c.inkSoft : Theme.c.pine
    }
    Txt {
        id: label
        x: root.inset
        y: Theme.pick(68, 58)
        width: Math.min(implicitWidth, root.width - 2 * root.inset)
        height: Theme.pick(54, 42)
        text: root.model.label
        size: Theme.pick(34, 26)
        bold: true
        fit: true
        color: root.off ? Theme.c.inkSoft : Theme.c.ink
    }
    Txt {
        id: why
        x: Theme.big ? root.inset : root.width - root.inset - width
        y: Theme.pick(116, root.beside ? 60 : 14)
        height: Theme.pick(38, root.beside ? 38 : 32)
        text: root.off ? root.model.reason : Theme.big ? root.model.note : ""
        size: Theme.pick(24, 18)
        color: root.off ? Theme.c.amberInk : Theme.c.inkSoft
    }
    MouseArea {
        id: area
        anchors.fill: parent
        onClicked: root.tapped()
    }
    Keys.onReturnPressed: root.tapped()
    Keys.onSpacePressed: root.tapped()
}
