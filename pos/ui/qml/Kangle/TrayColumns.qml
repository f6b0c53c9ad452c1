import QtQuick

// The tray in two columns, for thirteen plates and more; filled left, right, left, right, so that
// no row changes its place. Where a name needs the room, the energy stands below it in large rows;
// in small ones, for seventeen plates and more, it gives way to the name.
Item {
    id: root

    required property var model
    readonly property bool dense: root.model.layout === "columnsSmall"
    readonly property int columnWidth: Theme.pick(534, 362)
    readonly property int headY: Theme.pick(106, 74)
    readonly property int headHeight: Theme.pick(48, 40)
    readonly property int rowHeight: root.dense ? Theme.pick(60, 44) : Theme.pick(88, 64)
    readonly property int nameX: root.dense ? Theme.pick(66, 48) : Theme.pick(84, 56)
    readonly property int kcalEdge: Theme.pick(402, 270)
    readonly property int most: 24
    readonly property int nameSize: Theme.latin ? Theme.pick(32, 24) : root.dense ? Theme.pick(34, 28) : Theme.pick(36, 28)
    // A plate nobody knows has no energy: its name may take that room.
    readonly property real widest: Math.max(0, ...root.model.rows.filter(row => row.kind !== "unknown").map(row => metrics.advanceWidth(row.name))) * root.nameSize / 100
    readonly property bool withKcal: root.widest <= root.kcalEdge - root.nameX - Theme.pick(68, 61)

    function columnX(index) {
        return index % 2 ? Theme.pick(664, 432) : Theme.pick(82, 46);
    }

    FontMetrics {
        id: metrics
        font.family: Theme.family
        // Of a fixed size: a measure taken by a function is not taken again when its font changes.
        font.pixelSize: 100
        font.weight: Font.Bold
    }
    Repeater {
        model: 2

        Item {
            id: head

            required property int index
            x: root.columnX(index)
            y: root.headY
            width: root.columnWidth
            height: root.headHeight

            Txt {
                x: root.nameX
                height: parent.height
                text: root.model.heads.name
                color: Theme.c.inkSoft
            }
            Txt {
                x: root.kcalEdge - width
                height: parent.height
                text: root.model.heads.kcal
                color: Theme.c.inkSoft
                visible: root.withKcal
            }
            Txt {
                x: parent.width - width
                height: parent.height
                text: root.model.heads.price
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
    Repeater {
        model: root.most

        Loader {
            id: place

            required property int index
            x: root.columnX(index)
            y: root.headY + root.headHeight + Math.floor(index / 2) * root.rowHeight
            width: root.columnWidth
            height: root.rowHeight
            active: index < root.model.rows.length
            sourceComponent: TrayCell {
                model: root.model.rows[place.index] ?? blank
                dense: root.dense
                nameX: root.nameX
                nameSize: root.nameSize
                kcalEdge: root.kcalEdge
                withKcal: root.withKcal
                unit: root.model.heads.kcal
            }
        }
    }
}
