import QtQuick

// A name and its figures, right-aligned in cells of `cell` pixels.
Item {
    id: root

    property var model
    property int cell: 100

    Txt {
        width: root.width - root.model.cells.length * root.cell - 4
        height: root.height
        text: root.model.name
        size: Theme.pick(20, 18)
        fit: true
        color: Theme.c.inkSoft
    }
    Repeater {
        model: root.model.cells.length

        Txt {
            required property int index
            x: root.width - (root.model.cells.length - index) * root.cell
            width: root.cell
            height: root.height
            text: root.model.cells[index]
            size: Theme.pick(22, 18)
            bold: true
            fit: true
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
