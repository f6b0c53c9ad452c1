import QtQuick

// What the last step was refused for, above the call button.
Rectangle {
    id: root

    property string text: ""
    property int lowest: 0

    x: Theme.contentX
    y: root.lowest - height - Theme.pick(16, 10)
    width: Theme.contentWidth
    height: words.height + Theme.pick(24, 16)
    radius: Theme.pick(14, 10)
    color: Theme.c.persimmonPale

    Txt {
        id: words
        x: Theme.pick(20, 14)
        y: Theme.pick(12, 8)
        width: parent.width - 2 * x
        text: root.text
        size: Theme.px.label
        line: 1.4
        wrapMode: Text.Wrap
        color: Theme.c.persimmonInk
    }
}
