import QtQuick

// A sentence about a field; a press goes to that field, on whichever tab it stands.
Rectangle {
    id: root

    required property QtObject desk
    required property var model
    readonly property bool bad: root.model.tone === "bad"

    height: words.implicitHeight + Theme.pick(14, 10)
    radius: Theme.radii.chip
    color: root.bad ? Theme.c.persimmonPale : root.model.tone === "caution" ? Theme.c.amberPale : Theme.c.weekend

    Rectangle {
        width: Theme.pick(5, 4)
        height: root.height
        color: root.bad ? Theme.c.persimmon : root.model.tone === "caution" ? Theme.c.amberBar : Theme.c.lineStrong
    }
    Txt {
        id: words
        x: Theme.pick(16, 12)
        y: Theme.pick(7, 5)
        width: root.width - x - 8
        text: root.model.text
        size: 18
        line: 1.4
        wrapMode: Text.Wrap
        verticalAlignment: Text.AlignTop
        color: root.bad ? Theme.c.persimmonInk : root.model.tone === "caution" ? Theme.c.amberInk : Theme.c.ink
    }
    MouseArea {
        anchors.fill: parent
        enabled: root.model.field !== ""
        onClicked: root.desk.press("goto", root.model.field)
    }
}
