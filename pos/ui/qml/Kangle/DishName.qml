import QtQuick

// A dish's name in one size for a whole sheet: what is too long for a line goes on, after a space,
// in a second one, which shares its room with something at its right.
Item {
    id: root

    property string name: ""
    property int size: Theme.px.name
    property real line: 1.2
    property real lastRoom: width
    property color color: Theme.c.ink
    property bool strikeout: false
    readonly property int pitch: Math.round(root.size * root.line)
    readonly property int cut: root.runs(root.name) <= root.width ? 0 : root.lastSpace()
    readonly property bool two: root.cut > 0
    readonly property real contentWidth: first.contentWidth

    // How many pixels a text is long.
    function runs(text) {
        return metrics.advanceWidth(text) * root.size / 100;
    }

    // The last space at which both parts have room; 0 where there is none.
    function lastSpace() {
        for (let at = root.name.length - 1; at > 0; at--)
            if (root.name[at] === " " && root.runs(root.name.slice(0, at)) <= root.width && root.runs(root.name.slice(at + 1)) <= root.lastRoom)
                return at;
        return 0;
    }

    FontMetrics {
        id: metrics
        font.family: Theme.family
        // Of a fixed size: a measure taken by a function is not taken again when its font changes.
        font.pixelSize: 100
        font.weight: Font.Bold
    }
    Txt {
        id: first
        y: root.two ? root.height / 2 - root.pitch : 0
        width: root.width
        height: root.two ? root.pitch : root.height
        text: root.two ? root.name.slice(0, root.cut) : root.name
        size: root.size
        bold: true
        fit: !root.two
        font.strikeout: root.strikeout
        color: root.color
    }
    Txt {
        y: root.height / 2
        height: root.pitch
        text: root.two ? root.name.slice(root.cut + 1) : ""
        size: root.size
        bold: true
        font.strikeout: root.strikeout
        color: root.color
    }
}
