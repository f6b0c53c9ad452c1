import QtQuick

// A sum at the right edge and its label at the left, on one baseline; or the label `above` it.
Item {
    id: root

    property string label: ""
    property bool above: false
    property bool labelBold: false
    property color labelColor: Theme.c.inkSoft
    property string amount: ""
    property int size: 96
    property color color: Theme.c.ink

    Money {
        id: sum
        y: root.above ? label.height : 0
        width: root.width
        height: root.height - y
        amount: root.amount
        size: root.size
        spacing: -0.02
        color: root.color
    }
    Txt {
        id: label
        // Both stand in the middle of their line boxes; a baseline lies 0.436 of a size below.
        y: root.above ? 0 : Math.round(root.height / 2 + 0.436 * (root.size - size) - height / 2)
        width: root.above ? root.width : Math.max(1, root.width - sum.implicitWidth - Theme.pick(16, 12))
        height: root.above ? Theme.pick(44, 32) : Theme.pick(52, 40)
        text: root.label
        size: Theme.pick(36, 28)
        fit: Theme.latin
        bold: root.labelBold
        color: root.labelColor
    }
}
