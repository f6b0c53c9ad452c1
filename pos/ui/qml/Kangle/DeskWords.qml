import QtQuick

// Words that stay readable: where `wanted` pixels have no room in one line they are written in
// `least` and go on in the next line. `rows` tells how many lines there are.
Txt {
    id: root

    property int wanted: Theme.pick(20, 18)
    property int least: Theme.pick(18, 16)
    readonly property bool roomy: root.natural + 1 <= root.width
    readonly property int rows: root.lineCount
    readonly property real natural: measured.advanceWidth

    size: root.roomy ? root.wanted : root.least
    line: root.roomy ? 1.448 : 1.2
    wrapMode: root.roomy ? Text.NoWrap : Text.Wrap

    TextMetrics {
        id: measured
        font.family: Theme.family
        font.pixelSize: root.wanted
        font.weight: root.bold ? Font.Bold : Font.Normal
        text: root.text
    }
}
