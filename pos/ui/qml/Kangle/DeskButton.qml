import QtQuick

// A button for a mouse. `model` is a `Button` of the props; `tone` plain, on, pine or warn.
Item {
    id: root

    required property QtObject desk
    required property var model
    property int size: Theme.pick(20, 18)
    property int pad: Theme.pick(16, 10)
    readonly property string label: root.model.label

    readonly property var tones: ({
            "plain": [Theme.c.porcelain, Theme.c.lineStrong, Theme.c.ink],
            "on": [Theme.c.celadon, Theme.c.pine, Theme.c.ink],
            "pine": [Theme.c.pine, Theme.c.pine, Theme.c.porcelain],
            "warn": [Theme.c.persimmonPale, Theme.c.persimmon, Theme.c.persimmonInk],
            "off": [Theme.c.soldOut, Theme.c.line, Theme.c.inkSoft]
        })
    readonly property var look: root.tones[root.model.enabled ? root.model.tone : "off"]

    readonly property int iconSize: Math.round(root.size * 1.1)
    // What stands before the word, what the word wants, and what both take.
    readonly property int before: root.model.icon ? root.iconSize + (root.label ? Theme.pick(8, 6) : 0) : 0
    readonly property int wanted: root.label ? Math.ceil(words.natural) + 2 : 0
    readonly property int used: root.before + (root.label ? words.width : 0)

    implicitWidth: root.before + root.wanted + 2 * root.pad
    implicitHeight: Theme.pick(40, 36)
    enabled: root.model.enabled
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: root.label

    Rectangle {
        anchors.fill: parent
        anchors.margins: -4
        radius: Theme.radii.field + 4
        color: "transparent"
        border.width: 3
        border.color: Theme.c.ink
        visible: root.activeFocus
    }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radii.field
        color: root.look[0]
        border.width: area.pressed ? 3 : area.containsMouse ? 2 : 1
        border.color: root.look[1]
    }
    Icon {
        x: Math.round((root.width - root.used) / 2)
        anchors.verticalCenter: parent.verticalCenter
        name: root.model.icon
        size: root.iconSize
        color: root.look[2]
    }
    DeskWords {
        id: words
        x: Math.round((root.width + root.used) / 2) - width
        width: Math.min(root.wanted, root.width - 12 - root.before)
        height: root.height
        text: root.label
        wanted: root.size
        line: roomy ? 1.448 : 1.05
        bold: root.model.tone !== "plain"
        color: root.look[2]
        horizontalAlignment: Text.AlignHCenter
    }
    MouseArea {
        id: area
        anchors.fill: parent
        hoverEnabled: true
        onClicked: root.desk.press(root.model.act, root.model.value)
    }
    Keys.onReturnPressed: root.desk.press(root.model.act, root.model.value)
    Keys.onSpacePressed: root.desk.press(root.model.act, root.model.value)
}
