import QtQuick

// An amount that ends at the right edge; ≥ stands before it where it is at least so much.
Item {
    id: root

    property var model: blank
    readonly property var blank: ({
            "text": "",
            "partly": false
        })
    property int size: 30
    property bool bold: false
    property real signShare: 0.6 // em; the typeface has the sign as wide as a character

    Txt {
        id: figure
        x: root.width - contentWidth
        height: root.height
        text: root.model.text
        size: root.size
        bold: root.bold
    }
    Txt {
        x: figure.x - root.signShare * contentWidth
        height: root.height
        text: root.model.partly ? "≥" : ""
        size: root.size
        bold: root.bold
        transform: Scale {
            xScale: root.signShare
        }
    }
}
