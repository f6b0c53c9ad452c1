import QtQuick

// One field with its label above. `model` is a `Field` of the props.
Item {
    id: root

    required property QtObject desk
    required property var model
    property bool editable: true
    readonly property int labelHeight: Theme.pick(26, 22)
    readonly property string kind: root.model.kind

    implicitHeight: root.labelHeight + Theme.pick(42, 34)

    DeskWords {
        width: root.width
        height: root.labelHeight
        text: root.model.label
        wanted: 18
        color: root.model.wrong ? Theme.c.persimmonInk : Theme.c.inkSoft
    }
    DeskInput {
        y: root.labelHeight
        width: root.width
        height: root.height - y
        visible: root.kind === "text"
        desk: root.desk
        name: visible ? root.model.name : ""
        value: root.model.value
        wrong: root.model.wrong
        editable: root.editable
    }
    Rectangle {
        y: root.labelHeight
        width: root.width
        height: root.height - y
        visible: root.kind === "fixed"
        radius: Theme.radii.chip
        color: Theme.c.soldOut

        DeskWords {
            x: Theme.pick(8, 6)
            width: parent.width - 2 * x
            height: parent.height
            text: root.kind === "fixed" ? root.model.value : ""
            line: roomy ? 1.448 : 1.05
            color: Theme.c.inkSoft
        }
    }
    DeskPick {
        y: root.labelHeight
        width: root.width
        height: root.height - y
        visible: root.kind === "pick"
        desk: root.desk
        model: root.model
        enabled: root.editable
    }
    DeskButton {
        y: root.labelHeight
        width: root.width
        height: root.height - y
        visible: root.kind === "toggle"
        desk: root.desk
        model: ({
                "act": "unsalted",
                "value": "",
                "label": "",
                "icon": root.model.value === "yes" ? "tick" : "cross",
                "tone": root.model.value === "yes" ? "on" : "plain",
                "enabled": root.editable
            })
    }
    Row {
        y: root.labelHeight
        height: root.height - y
        spacing: 8
        visible: root.kind === "seasons"

        Repeater {
            model: root.model.options.length

            DeskButton {
                required property int index
                width: Math.floor((root.width - 26) / 4)
                height: parent.height
                desk: root.desk
                model: root.model.options[index]
                enabled: root.editable
            }
        }
    }
    Rectangle {
        y: root.labelHeight
        width: root.width
        height: root.height - y
        visible: root.kind === "long"
        radius: Theme.radii.chip
        color: root.editable ? Theme.c.porcelain : Theme.c.soldOut
        border.width: words.activeFocus ? 3 : 1
        border.color: words.activeFocus ? Theme.c.pine : Theme.c.lineStrong

        Flickable {
            id: sheet
            anchors.fill: parent
            anchors.margins: Theme.pick(8, 6)
            clip: true
            contentHeight: words.implicitHeight
            boundsBehavior: Flickable.StopAtBounds

            TextEdit {
                id: words
                objectName: visible ? root.model.name : ""
                width: sheet.width
                height: Math.max(implicitHeight, sheet.height)
                visible: root.kind === "long"
                readOnly: !root.editable
                wrapMode: TextEdit.Wrap
                font.family: Theme.family
                font.pixelSize: Theme.pick(20, 18)
                color: Theme.c.ink
                selectionColor: Theme.c.celadonDeep
                selectedTextColor: Theme.c.ink
                selectByMouse: true
                textFormat: TextEdit.PlainText
                property string value: root.kind === "long" ? root.model.value : ""
                onValueChanged: if (text !== value)
                    text = value
                onTextChanged: if (text !== value)
                    root.desk.edit(root.model.name, text)
                // The desk's own way back knows more than this field.
                Keys.onPressed: event => {
                    const back = event.matches(StandardKey.Undo);
                    if (!back && !event.matches(StandardKey.Redo))
                        return;
                    event.accepted = true;
                    root.desk.press(back ? "undo" : "redo", "");
                }
                Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus()
            }
        }
    }
}
