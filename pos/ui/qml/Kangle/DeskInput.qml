import QtQuick

// A line to type in. What is typed goes to the desk at each key under `name`; `value` comes back
// and is written only where it differs, so the caret stays.
Rectangle {
    id: root

    required property QtObject desk
    property string name: ""
    property string value: ""
    property string hint: ""
    property bool wrong: false
    property bool editable: true
    property bool flat: false
    property bool toRight: false
    property int size: Theme.pick(20, 18)
    property alias input: input

    // Whether Return goes on to the next field; otherwise it is told to the owner.
    property bool moves: true

    signal entered
    signal up
    signal down

    radius: Theme.radii.chip
    color: root.wrong ? Theme.c.persimmonPale : root.editable ? Theme.c.porcelain : Theme.c.soldOut
    border.width: input.activeFocus ? 3 : root.wrong ? 2 : root.flat ? 0 : 1
    border.color: input.activeFocus ? Theme.c.pine : root.wrong ? Theme.c.persimmon : Theme.c.lineStrong

    function write() {
        if (input.text === root.value)
            return;
        input.text = root.value;
        if (!input.activeFocus)
            input.cursorPosition = 0;
    }
    onValueChanged: root.write()
    Component.onCompleted: root.write()

    DeskWords {
        anchors.fill: input
        text: root.hint
        wanted: root.size
        color: Theme.c.inkSoft
        visible: !input.text && root.hint
        horizontalAlignment: root.toRight ? Text.AlignRight : Text.AlignLeft
    }
    TextInput {
        id: input
        objectName: root.name
        anchors.fill: parent
        anchors.leftMargin: Theme.pick(8, 6)
        anchors.rightMargin: Theme.pick(8, 6)
        verticalAlignment: TextInput.AlignVCenter
        horizontalAlignment: root.toRight ? TextInput.AlignRight : TextInput.AlignLeft
        font.family: Theme.family
        font.pixelSize: root.size
        color: Theme.c.ink
        selectionColor: Theme.c.celadonDeep
        selectedTextColor: Theme.c.ink
        selectByMouse: true
        clip: true
        readOnly: !root.editable
        activeFocusOnTab: true
        maximumLength: 200
        onTextEdited: root.desk.edit(root.name, text)
        onActiveFocusChanged: {
            if (activeFocus)
                selectAll();
            else
                cursorPosition = 0;
        }
        // The desk's own way back knows more than this field.
        Keys.onPressed: event => {
            const back = event.matches(StandardKey.Undo);
            if (!back && !event.matches(StandardKey.Redo))
                return;
            event.accepted = true;
            root.desk.press(back ? "undo" : "redo", "");
        }
        Keys.onReturnPressed: {
            if (root.moves)
                nextItemInFocusChain().forceActiveFocus();
            else
                root.entered();
        }
        Keys.onUpPressed: root.up()
        Keys.onDownPressed: root.down()
        Accessible.name: root.name
    }
    Connections {
        target: root.desk

        function onFocusAsked(name) {
            if (name === root.name)
                input.forceActiveFocus();
        }
    }
}
