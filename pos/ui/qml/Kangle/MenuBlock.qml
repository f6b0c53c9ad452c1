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
                    "category": "",
                    "sold_out": ""
                })
            readonly property bool gone: dish.sold_out !== ""

            y: root.headHeight + index * root.rowHeight
            width: root.width
            height: root.rowHeight

            PlateArt {
                anchors.verticalCenter: parent.verticalCenter
                drawing: row.dish.drawing
                category: row.dish.category
                opacity: row.gone ? 0.45 : 1
            }
            DishName {
                x: root.indent
                y: Theme.latin ? (two ? Theme.pick(-2, 0) : Theme.pick(0, 1)) : Theme.pick(-1, -3)
                width: root.width - root.indent
                height: two ? root.rowHeight : Theme.pick(46, 36)
                name: row.dish.name
                lastRoom: width - Theme.pick(8, 6) - (row.gone ? gone.width : price.implicitWidth)
                size: Theme.latin ? Theme.pick(32, 24) : Theme.px.idleName
                strikeout: row.gone
                color: row.gone ? Theme.c.inkSoft : Theme.c.ink
            }
            Txt {
                x: root.indent
                y: Theme.pick(46, 33)
                height: Theme.pick(38, 30)
                // A Latin name takes both lines.
                text: Theme.latin ? "" : row.dish.kcal
                color: Theme.c.inkSoft
            }
            Money {
                id: price
                y: Theme.pick(38, 29)
                width: root.width
                height: Theme.pick(44, 34)
                size: Theme.pick(34, 26)
                amount: row.dish.price
                bare: Theme.latin
                visible: !row.gone
            }
            Txt {
                id: gone
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
