import QtQuick

// An amount with its sign, unless it is `bare`: ￥ at `signScale` of the figure, on the same baseline. Left-aligned it
// sits on the margin (the sign is pulled left by 0.12 em of itself), else it ends at the right edge.
Item {
    id: root

    property string amount: ""
    property int size: Theme.px.price
    property real signScale: 0.62
    property bool bold: true
    property bool bare: false
    property bool atLeft: false
    property color color: Theme.c.ink
    property real spacing: 0

    readonly property real signSize: Math.round(root.size * root.signScale)
    readonly property real gap: root.size * 0.02

    implicitWidth: sign.width + root.gap + figure.width
    implicitHeight: Math.round(root.size * 1.448)

    Txt {
        id: sign
        x: root.atLeft ? -0.12 * root.signSize : figure.x - root.gap - width
        anchors.baseline: figure.baseline
        text: root.amount && !root.bare ? "￥" : ""
        size: root.signSize
        bold: root.bold
        color: root.color
    }
    Txt {
        id: figure
        x: root.atLeft ? sign.width - 0.12 * root.signSize + root.gap : root.width - width
        height: root.height
        text: root.amount
        size: root.size
        spacing: root.spacing
        bold: root.bold
        color: root.color
    }
}
