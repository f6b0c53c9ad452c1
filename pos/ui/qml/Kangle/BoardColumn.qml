import QtQuick

// One category of the wall screen: its head in its glaze, and a row a dish.
Item {
    id: root

    property var model: blank
    readonly property var blank: ({
            "title": "",
            "colour": "ink",
            "column": 0,
            "upper": true,
            "heads": [],
            "rows": []
        })
    readonly property int headHeight: 44
    readonly property int rowHeight: 100
    readonly property var edges: Theme.latin ? [148, 217, 287, 357, 418] : [152, 234, 316, 398, 462] // where each figure ends

    x: [32, 661, 1291][root.model.column]
    y: root.model.upper ? 96 : 744
    width: 597
    height: root.headHeight + root.model.rows.length * root.rowHeight

    Txt {
        // A Latin word is too long to stand before the heads of the figures.
        x: Theme.latin ? root.width - contentWidth : 0
        height: 41
        text: root.model.title
        size: Theme.latin ? 30 : 32
        bold: true
        color: Theme.c[root.model.colour]
    }
    Repeater {
        model: root.model.heads.length

        Txt {
            required property int index

            x: root.edges[index] - contentWidth
            height: 40
            text: root.model.heads[index] ?? ""
            size: Theme.latin ? 29 : 30
            color: Theme.c.inkSoft
        }
    }
    Rectangle {
        y: root.headHeight - 4
        width: parent.width
        height: 4
        color: Theme.c[root.model.colour]
    }
    Repeater {
        model: root.model.rows.length

        BoardRow {
            required property int index

            y: root.headHeight + index * root.rowHeight
            width: root.width
            height: root.rowHeight
            model: root.model.rows[index] ?? blank
            edges: root.edges
        }
    }
}
