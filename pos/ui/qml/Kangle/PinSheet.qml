import QtQuick

// The sheet that asks for a PIN: dots for what was typed, never the digits.
Item {
    id: root

    required property var model
    readonly property var keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ""]

    signal press(string what, string value)

    anchors.fill: parent

    Scrim {
        onTouched: root.press("touch", "")
    }
    StaffCard {
        id: card
        x: Theme.pick(660, 411)
        y: Theme.pick(149, 106)
        width: Theme.pick(599, 457)
        height: Theme.pick(782, 588)
        title: root.model.title
        back: root.model.back
        leaving: root.model.leaving
        onClosed: root.press("back", "")
        onTouched: root.press("touch", "")

        Txt {
            x: card.margin
            y: Theme.pick(108, 84)
            width: card.width - 2 * card.margin
            height: Theme.pick(46, 36)
            text: root.model.line
            size: Theme.pick(28, 24)
            bold: root.model.wrong
            fit: true
            color: root.model.wrong ? Theme.c.red : Theme.c.inkSoft
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.pick(185, 136)
            spacing: Theme.pick(24, 18)

            Repeater {
                model: root.model.dots

                Rectangle {
                    required property int index

                    width: Theme.pick(26, 20)
                    height: width
                    radius: width / 2
                    color: index < root.model.filled ? Theme.c.ink : Theme.c.porcelain
                    border.width: index < root.model.filled ? 0 : Theme.pick(3, 2)
                    border.color: Theme.c.lineStrong
                }
            }
        }
        Grid {
            id: pad
            x: card.margin
            y: Theme.pick(247, 176)
            columns: 3
            spacing: Theme.pick(16, 12)

            readonly property int keyWidth: Theme.pick(157, 123)
            readonly property int keyHeight: Theme.pick(112, 88)

            Repeater {
                model: root.keys.length

                TouchButton {
                    required property int index
                    readonly property bool sure: index === 9
                    readonly property bool erase: index === 11

                    width: pad.keyWidth
                    height: pad.keyHeight
                    tone: sure ? "pine" : "key"
                    label: root.keys[index]
                    icon: sure ? "tick" : erase ? "backspace" : ""
                    size: Theme.pick(50, 38)
                    iconSize: Theme.pick(44, 34)
                    enabled: sure ? root.model.can_confirm : root.model.enabled
                    onTapped: root.press(sure ? "confirm" : erase ? "erase" : "digit", label)
                }
            }
        }
    }
}
