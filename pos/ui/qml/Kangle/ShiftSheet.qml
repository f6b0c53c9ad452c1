import QtQuick

// The open shift, for reading.
Item {
    id: root

    required property var model

    signal press(string what, string value)

    anchors.fill: parent

    AttendantSheet {
        model: root.model.page
    }
    Scrim {
        onTouched: root.press("touch", "")
    }
    StaffCard {
        id: card
        x: Theme.pick(462, 289)
        y: Theme.pick(195, 139)
        width: Theme.pick(996, 702)
        height: Theme.pick(691, 522)
        headY: Theme.pick(40, 26)
        title: root.model.title
        back: root.model.back
        leaving: root.model.leaving
        onClosed: root.press("back", "")
        onTouched: root.press("touch", "")

        Column {
            x: card.margin
            y: Theme.pick(124, 98)
            width: card.width - 2 * card.margin

            Repeater {
                model: root.model.lines.length

                Item {
                    id: fact

                    required property int index
                    readonly property var line: root.model.lines[index] ?? ({
                            "label": "",
                            "value": ""
                        })

                    width: parent.width
                    height: Theme.pick(84, 62)

                    Rectangle {
                        width: parent.width
                        height: 1
                        color: Theme.c.line
                    }
                    Txt {
                        width: parent.width - value.width - Theme.pick(16, 12)
                        height: parent.height
                        text: fact.line.label
                        size: Theme.pick(34, 26)
                        fit: true
                        color: value.text ? Theme.c.inkSoft : Theme.c.ink
                    }
                    Txt {
                        id: value
                        x: parent.width - width
                        height: parent.height
                        text: fact.line.value
                        size: Theme.pick(34, 26)
                        bold: true
                    }
                }
            }
        }
        Txt {
            x: card.margin
            y: Theme.pick(564, 422)
            width: card.width - 2 * card.margin
            height: Theme.pick(90, 68)
            text: root.model.note
            size: Theme.pick(26, 20)
            line: 1.5
            color: Theme.c.inkSoft
        }
    }
}
