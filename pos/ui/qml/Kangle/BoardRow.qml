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
            "raised": [],
            "sold_out": "",
            "gone": ""
        })
    readonly property int indent: 96
    readonly property int gap: 12
    readonly property var nameSizes: Theme.latin ? [40, 36, 32, 28] : [44, 38, 32, 28]
    readonly property var figureSizes: Theme.latin ? [30, 28, 26] : [36, 32, 28]
    readonly property bool gone: root.model.sold_out !== ""
    readonly property real raisedRoom: root.model.raised.length ? raised.implicitWidth + root.gap : 0
    readonly property real room: root.width - root.indent - root.gap - root.raisedRoom - root.taken
    // A Latin name has the whole line where the dish is gone: the plate of 售罄 then stands below.
    readonly property real taken: root.gone ? (Theme.latin ? 0 : soldOut.width) : price.implicitWidth

    readonly property real signShare: 0.6 // of the sign of a partly known figure, in em
    // One size for all figures of a row.
    readonly property int figureSize: Math.min(...root.model.figures.map((figure, index) => {
        const metrics = index ? plainly : boldly;
        return root.step(root.runs(metrics, figure.text) + (figure.partly ? root.signShare : 0), root.edges[index] - root.start(index) - 6, root.figureSizes);
    }), root.figureSizes[0])

    // How wide a text is at most, in em; hinted for its size it may run a hundredth wider.
    function runs(metrics, text) {
        // Asking for the font has the measure taken again when it comes.
        return metrics.font.family ? metrics.advanceWidth(text) / 99 : 0;
    }

    // The first of some sizes in which so many em have room, else the last one.
    function step(runs, room, sizes) {
        return sizes.find(size => runs * size <= room) ?? sizes[sizes.length - 1];
    }

    // Where the column of a figure begins; the first one may begin where the plate ends.
    function start(index) {
        return index ? root.edges[index - 1] : 80;
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
        height: 53
        text: root.model.name
        size: root.step(root.runs(boldly, root.model.name), root.room, root.nameSizes)
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
        size: Theme.latin ? 44 : 48
        amount: root.model.price
        bare: Theme.latin
        visible: !root.gone
    }
    Repeater {
        model: root.model.figures.length

        BoardFigure {
            required property int index

            x: root.start(index)
            y: 53
            width: (root.edges[index] ?? 0) - x
            height: 43
            model: root.model.figures[index] ?? blank
            bold: index === 0
            size: root.figureSize
            signShare: root.signShare
        }
    }
    BoardMarks {
        x: root.width - implicitWidth
        y: 56
        marks: root.model.marks
    }
    BoardMarks {
        id: raised
        x: root.indent + name.contentWidth + root.gap
        y: 7
        marks: root.model.raised
    }
    Txt {
        x: root.indent
        y: 52
        height: 40
        text: root.model.gone
        size: 30
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
