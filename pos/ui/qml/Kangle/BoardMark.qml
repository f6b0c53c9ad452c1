import QtQuick

// What a dish contains, one character in a ring; or, solid and square, that half of it is sold.
// A Latin letter or sign is drawn larger, being lower than a Chinese character of the same size.
Rectangle {
    id: root

    property var model: blank
    readonly property var blank: ({
            "text": "",
            "half": false
        })
    property int size: 40

    width: root.size
    height: root.size
    radius: root.model.half ? 9 : root.size / 2
    color: root.model.half ? Theme.c.pine : Theme.c.porcelain
    border.width: root.model.half ? 0 : 2
    border.color: Theme.c.inkSoft

    Txt {
        y: -0.05 * root.size // a character stands lower in its line than its middle
        width: root.size
        height: root.size
        horizontalAlignment: Text.AlignHCenter
        text: root.model.text
        size: Math.round(root.size * (root.model.text < "\u2e80" ? 0.8 : 0.73))
        bold: root.model.half
        color: root.model.half ? Theme.c.porcelain : Theme.c.ink
    }
}
