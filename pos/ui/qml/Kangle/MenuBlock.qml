import QtQuick

// One category of the menu: its head in its glaze, and a row a dish.
Item {
    id: root

    property var model: blank
    readonly property var blank: ({
            "title": "",
            "colour": "ink",
            "column": 0,
            "upper": true,
            "rows": []
        })
    readonly property int headHeight: Theme.pick(56, 42)
    readonly property int rowHeight: Theme.pick(88, 66)
    readonly property int indent: Theme.pick(87, 59)

    x: [Theme.pick(82, 46), Theme.pick(467, 302), Theme.pick(853, 558)][root.model.column]
    y: root.model.upper ? Theme.pick(120, 82) : Theme.pick(730, 536)
    width: Theme.pick(349, 240)
    height: root.headHeight + root.model.rows.length * root.rowHeight

    Txt {
        height: root.headHeight - 3
        text: root.model.title
        size: Theme.pick(30, 24)
        bold: true
        color: Theme.c[root.model.colour]
    }
    Rectangle {
        y: root.headHeight - 3
        width: parent.width
        height: 3
        color: Theme.c[root.model.colour]
    }
    Repeater {
        model: root.model.rows.length

        Item {
            id: row

            required property int index
            readonly property var dish: root.model.rows[index] ?? ({
                    "name": "",
                    "kcal": "",
                    "price": "",
                    "drawing": "",
                    "sold_out": ""
                })
            readonly property bool gone: dish.sold_out !== ""

            y: root.headHeight + index * root.rowHeight
            width: root.width
            height: root.rowHeight

            PlateArt {
                anchors.verticalCenter: parent.verticalCenter
                drawing: row.dish.drawing
                opacity: row.gone ? 0.45 : 1
            }
            Txt {
                x: root.indent
                y: Theme.pick(-1, -3)
                width: root.width - root.indent
                height: Theme.pick(46, 36)
                text: row.dish.name
                size: Theme.px.idleName
                bold: true
                fit: true
                font.strikeout: row.gone
                color: row.gone ? Theme.c.inkSoft : Theme.c.ink
            }
            Txt {
                x: root.indent
                y: Theme.pick(46, 33)
                height: Theme.pick(38, 30)
                text: row.dish.kcal
                color: Theme.c.inkSoft
            }
            Money {
                y: Theme.pick(38, 29)
                width: root.width
                height: Theme.pick(44, 34)
                size: Theme.pick(34, 26)
                amount: row.dish.price
                visible: !row.gone
            }
            Txt {
                anchors.right: parent.right
                y: Theme.pick(38, 29)
                height: Theme.pick(44, 34)
                text: row.dish.sold_out
                size: Theme.pick(30, 24)
                bold: true
                color: Theme.c.inkSoft
            }
            Rectangle {
                y: parent.height - 1
                width: parent.width
                height: 1
                color: Theme.c.line
            }
        }
    }
}
