import QtQuick

// A field whose value is chosen on a page of its own. `model` is a `Field` of the props.
Rectangle {
    id: root

    required property QtObject desk
    required property var model
    readonly property string label: root.model.shown

    radius: Theme.radii.chip
    color: root.model.wrong ? Theme.c.persimmonPale : root.enabled ? Theme.c.porcelain : Theme.c.soldOut
    border.width: root.activeFocus ? 3 : root.model.wrong ? 2 : 1
    border.color: root.activeFocus ? Theme.c.pine : root.model.wrong ? Theme.c.persimmon : Theme.c.lineStrong
    activeFocusOnTab: true
    Accessible.role: Accessible.ComboBox
    Accessible.name: root.model.label

    DeskWords {
        x: Theme.pick(8, 6)
        width: root.width - 2 * x - down.width - 4
        height: root.height
        text: root.model.shown || root.model.hint
        line: roomy ? 1.448 : 1.05
        color: root.model.shown ? Theme.c.ink : Theme.c.inkSoft
    }
    Icon {
        id: down
        anchors.right: parent.right
        anchors.rightMargin: Theme.pick(8, 6)
        anchors.verticalCenter: parent.verticalCenter
        name: "down"
        size: 18
        color: Theme.c.inkSoft
    }
    MouseArea {
        anchors.fill: parent
        onClicked: root.desk.press("choose", root.model.name)
    }
    Keys.onReturnPressed: root.desk.press("choose", root.model.name)
    Keys.onSpacePressed: root.desk.press("choose", root.model.name)
}
