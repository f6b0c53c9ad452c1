import QtQuick

// An amount, as wide as it is drawn; the typeface has ≥ as wide as a character, which no column has
// room for. Its size is read from 80 cm without effort: see test_figures_drawn.py.
Item {
    id: root

    property string text: ""
    property int size: Theme.px.figure
    property bool bold: false
    property color color: Theme.c.ink
    readonly property real signShare: 0.5 // em
    readonly property bool atLeast: root.text.startsWith("≥")

    width: figure.x + figure.contentWidth
    baselineOffset: figure.y + figure.baselineOffset

    Txt {
        height: root.height
        text: root.atLeast ? "≥" : ""
        size: root.size
        bold: root.bold
        color: root.color
        transform: Scale {
            xScale: root.signShare
        }
    }
    Txt {
        id: figure
        objectName: "figure"
        x: root.atLeast ? Math.round(root.signShare * root.size) : 0
        height: root.height
        text: root.atLeast ? root.text.slice(1).trim() : root.text
        size: root.size
        bold: root.bold
        color: root.color
    }
}
