import QtQuick

// Text in a line box of its own: `size` in pixels, `line` times what is drawn from one baseline to
// the next.
// It never wraps by itself (lines are parted by the words' own line breaks), is never cut short,
// and stands in the middle of its height. `fit` lets a long word of another language shrink.
Text {
    id: root

    property int size: Theme.px.label
    property bool bold: false
    property real line: 1.448
    property bool fit: false
    property real spacing: 0 // em
    readonly property real drawnSize: fontInfo.pixelSize
    readonly property int across: horizontalAlignment
    readonly property int down: verticalAlignment

    color: Theme.c.ink
    font.family: Theme.family
    font.pixelSize: root.size
    font.weight: root.bold ? Font.Bold : Font.Normal
    font.kerning: true
    font.letterSpacing: root.size * root.spacing
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.round((root.fit ? root.drawnSize : root.size) * root.line)
    verticalAlignment: Text.AlignVCenter
    textFormat: Text.PlainText
    wrapMode: Text.NoWrap
    elide: Text.ElideNone
    fontSizeMode: root.fit ? Text.HorizontalFit : Text.FixedSize
    minimumPixelSize: Math.round(root.size * 0.5)
}
