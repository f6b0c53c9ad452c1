import QtQuick

// A name and its figures, right-aligned in cells of `cell` pixels. What has no room in one line goes
// on in the next, and the row, at least `row` high, grows with it.
Item {
    id: root

    property var model
    property int cell: 100
    property int row: Theme.pick(38, 31)
    readonly property int tall: {
        let most = name.rows > 1 ? name.implicitHeight : 0;
        for (let place = 0; place < cells.count; place += 1) {
            const each = cells.itemAt(place);
            if (each && each.rows > 1)
                most = Math.max(most, each.implicitHeight);
        }
        return most ? most + 6 : 0;
    }

    height: Math.max(root.row, root.tall)

    DeskWords {
        id: name
        width: root.width - root.model.cells.length * root.cell - 4
        anchors.verticalCenter: parent.verticalCenter
        text: root.model.name
        color: Theme.c.inkSoft
    }
    Repeater {
        id: cells
        model: root.model.cells.length

        DeskWords {
            required property int index
            x: root.width - (root.model.cells.length - index) * root.cell
            width: root.cell
            anchors.verticalCenter: parent.verticalCenter
            text: root.model.cells[index]
            wanted: Theme.pick(22, 18)
            bold: true
            color: root.model.sure ? Theme.c.ink : Theme.c.amberInk
            horizontalAlignment: Text.AlignRight
        }
    }
    Rectangle {
        y: root.height - 1
        width: root.width
        height: 1
        color: Theme.c.line
    }
}
