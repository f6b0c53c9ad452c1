import QtQuick

// Digits at the left, notes at the right.
Item {
    id: root

    property var notes: []
    property string sign: ""
    property string yuan: ""
    property string exact: ""
    readonly property var keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0", "."]
    readonly property int gap: Theme.pick(12, 8)
    readonly property int keyHeight: Theme.pick(96, 72)
    readonly property int quickX: Theme.pick(296, 208)
    readonly property int quickWidth: Theme.pick(110, 76)

    // Three digits in a key, with the sign or the word for yuan.
    function wide(index) {
        return (root.notes[index] ?? "").length > 2;
    }

    signal press(string what, string value)

    width: Theme.contentWidth
    height: Theme.pick(420, 312)

    Grid {
        columns: 3
        spacing: root.gap

        Repeater {
            model: root.keys.length

            TouchButton {
                required property int index

                width: Theme.pick(84, 60)
                height: root.keyHeight
                radius: Theme.radii.control
                tone: "key"
                label: root.keys[index]
                size: Theme.pick(44, 36)
                onTapped: root.press("digit", label)
            }
        }
    }
    Grid {
        x: root.quickX
        columns: 2
        columnSpacing: Theme.pick(12, 8)
        rowSpacing: root.gap

        Repeater {
            model: root.notes.length

            TouchButton {
                id: note

                required property int index

                width: root.quickWidth
                height: root.keyHeight
                radius: Theme.radii.control
                label: root.sign + (root.notes[index] ?? "")
                size: root.wide(index) ? Theme.pick(32, 24) : Theme.pick(38, 28)
                content.spacing: 2
                content.data: Txt {
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.verticalCenterOffset: Math.round(0.436 * (note.size - size))
                    text: root.yuan
                    size: Theme.pick(24, 18)
                    color: Theme.c.pine
                    visible: text !== ""
                }
                onTapped: root.press("note", root.notes[index])
            }
        }
        TouchButton {
            width: root.quickWidth
            height: root.keyHeight
            radius: Theme.radii.control
            label: root.exact
            size: Theme.latin ? Theme.pick(30, 22) : Theme.pick(38, 28)
            onTapped: root.press("exact", "")
        }
    }
    TouchButton {
        x: root.quickX
        y: 3 * (root.keyHeight + root.gap)
        width: root.width - x
        height: root.keyHeight
        radius: Theme.radii.control
        tone: "key"
        icon: "backspace"
        iconSize: Theme.pick(44, 34)
        onTapped: root.press("erase", "")
    }
}
