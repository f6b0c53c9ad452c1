import QtQuick

// A dish on the wall screen: plate, name and price, below them the figures and the marks.
Item {
    id: root

    property var model: blank
    property var edges: []
    readonly property var blank: ({
            "name": "",
            "category": "",
            "drawing": "",
            "price": "",
            "figures": [],
            "marks": [],
            "half": "",
            "half_up": false,
            "sold_out": "",
            "gone": ""
        })
    readonly property int indent: 96
    readonly property int gap: 12
    readonly property bool gone: root.model.sold_out !== ""
    readonly property real upRoom: root.model.half_up ? half.width + root.gap : 0
    readonly property real room: root.width - root.indent - root.gap - root.upRoom - root.taken
    // A Latin name has the whole line where the dish is gone: the plate of 售罄 then stands below.
    readonly property real taken: root.gone ? (Theme.latin ? 0 : soldOut.width) : price.implicitWidth

    // The first of some sizes in which a text has room, else the last one.
    function step(metrics, text, room, sizes) {
        // Asking for the font has the measure taken again when it comes.
        const runs = metrics.font.family ? metrics.advanceWidth(text) / 100 : 0;
        return sizes.find(size => runs * size <= room) ?? sizes[sizes.length - 1];
    }

    FontMetrics {
        id: boldly
        font.family: Theme.family
        font.pixelSize: 100
        font.weight: Font.Bold
    }
    FontMetrics {
        id: plainly
        font.family: Theme.family
        font.pixelSize: 100
    }
    PlateArt {
        y: 8
        size: 84
        category: root.model.category
        drawing: root.model.drawing
        opacity: root.gone ? 0.45 : 1
    }
    Txt {
        id: name
        x: root.indent
        y: root.gone && !Theme.latin ? 6 : 0
        width: root.room
        height: 49
        text: root.model.name
        size: root.step(boldly, root.model.name, root.room, [42, 38, 34, 31, 28])
        bold: true
        // The longest Latin names stand a little closer before they shrink further.
        fit: size === 28
        spacing: size === 28 ? -0.02 : 0
        font.strikeout: root.gone
        color: root.gone ? Theme.c.inkSoft : Theme.c.ink
    }
    Money {
        id: price
        width: root.width
        height: 50
        size: 44
        amount: root.model.price
        bare: Theme.latin
        visible: !root.gone
    }
    Repeater {
        model: root.model.figures.length

        Txt {
            required property int index
            readonly property var figure: root.model.figures[index] ?? ({
                    "text": "",
                    "partly": false
                })

            // The first column may begin where the plate ends.
            readonly property real from: index ? root.edges[index - 1] : 80

            x: (root.edges[index] ?? 0) - contentWidth
            y: 55
            height: 43
            text: figure.text
            // The sign of a partly known figure takes room that the column does not have.
            size: root.step(index ? plainly : boldly, text, (root.edges[index] ?? 0) - from - 6, figure.partly ? [22, 20] : [28, 25, 22, 20])
            bold: index === 0
        }
    }
    Row {
        id: marks
        x: root.width - implicitWidth
        y: 56
        spacing: 3

        Repeater {
            model: root.model.marks.length

            BoardMark {
                required property int index

                text: root.model.marks[index] ?? ""
            }
        }
        BoardMark {
            half: true
            text: root.model.half
            visible: root.model.half !== "" && !root.model.half_up
        }
    }
    BoardMark {
        id: half
        x: root.indent + name.contentWidth + root.gap
        y: 5
        half: true
        text: root.model.half
        visible: root.model.half_up
    }
    Txt {
        x: root.indent
        y: 52
        height: 40
        text: root.model.gone
        size: 28
        color: Theme.c.inkSoft
    }
    Rectangle {
        id: soldOut
        x: root.width - width
        y: Theme.latin ? 48 : 18
        width: soldOutWords.contentWidth + (Theme.latin ? 32 : 44)
        height: Theme.latin ? 46 : 64
        radius: 10
        color: Theme.c.ink
        visible: root.gone

        Txt {
            id: soldOutWords
            x: (parent.width - contentWidth) / 2
            height: parent.height
            text: root.model.sold_out
            size: Theme.latin ? 30 : 34
            bold: true
            color: Theme.c.porcelain
        }
    }
    Rectangle {
        y: parent.height - 1
        width: parent.width
        height: 1
        color: Theme.c.line
    }
}
