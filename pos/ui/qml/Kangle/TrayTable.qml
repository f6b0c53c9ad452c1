import QtQuick

// The tray as one column of rows: six large ones, or twelve small ones.
Item {
    id: root

    required property var model
    readonly property bool dense: root.model.layout !== "rows"
    readonly property int rowHeight: root.dense ? (Theme.latin ? Theme.pick(58, 42) : Theme.pick(60, 44)) : Theme.pick(88, 64)
    readonly property int nameX: root.dense ? Theme.pick(152, 96) : Theme.pick(174, 110)
    readonly property int rowsTop: Theme.pick(154, 114)
    readonly property int most: 12
    readonly property var edges: ({
            "kcal": Theme.pick(656, 382),
            "protein": Theme.pick(762, 465),
            "fat": Theme.pick(868, 548),
            "carbohydrate": Theme.pick(974, 631),
            "salt": Theme.pick(1062, 699),
            "price": Theme.pick(1198, 794)
        })

    Txt {
        id: head
        x: root.nameX
        y: Theme.pick(106, 74)
        height: Theme.pick(48, 40)
        text: root.model.heads.name
        color: Theme.c.inkSoft
    }
    Txt {
        x: head.x + head.width + Theme.pick(24, 16)
        y: head.y
        height: head.height
        text: Theme.pick(root.model.heads.unit, root.model.heads.unit_short)
        color: Theme.c.inkSoft
    }
    Repeater {
        model: ["kcal", "protein", "fat", "carbohydrate", "salt", "price"]

        Txt {
            required property string modelData
            x: root.edges[modelData] - width
            y: head.y
            height: head.height
            text: root.model.heads[modelData]
            color: Theme.c.inkSoft
        }
    }
    Rectangle {
        x: Theme.pick(50, 26)
        y: root.rowsTop - 1
        width: Theme.pick(1180, 788)
        height: 1
        color: Theme.c.line
    }
    Repeater {
        model: root.most

        Loader {
            id: place

            required property int index
            x: Theme.pick(50, 26)
            y: root.rowsTop + index * root.rowHeight
            width: Theme.pick(1180, 788)
            height: root.rowHeight
            active: index < root.model.rows.length
            sourceComponent: TrayRow {
                model: root.model.rows[place.index] ?? blank
                dense: root.dense
                nameX: root.nameX - place.x
                edges: root.edges
                offset: place.x
            }
        }
    }
}
