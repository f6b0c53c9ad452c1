import QtQuick

// A new price: from when, what it will mean, and what went before.
DeskCard {
    id: root

    required property var model
    readonly property int gap: Theme.pick(20, 14)
    readonly property int cell: Theme.pick(160, 136)

    wide: Theme.pick(960, 760)
    high: root.model.past.length ? Theme.pick(720, 600) : Theme.pick(500, 420)
    title: root.model.title
    back: root.model.back

    Row {
        id: fields
        x: root.margin
        y: root.upper
        spacing: root.gap

        Repeater {
            model: root.model.fields.length

            DeskField {
                required property int index
                width: Math.floor((root.inner - 2 * root.gap) / 3)
                desk: root.desk
                model: root.model.fields[index]
            }
        }
    }
    Txt {
        id: line
        x: root.margin
        y: fields.y + fields.height + 12
        width: root.inner
        height: Theme.pick(60, 56)
        text: root.model.line
        size: Theme.pick(20, 18)
        line: 1.4
        bold: root.model.wrong
        wrapMode: Text.Wrap
        color: root.model.wrong ? Theme.c.persimmonInk : Theme.c.ink
    }
    DeskButton {
        id: sign
        x: root.margin
        y: line.y + line.height + 8
        height: Theme.pick(52, 44)
        pad: 28
        desk: root.desk
        model: root.model.confirm
    }
    Txt {
        id: title
        x: root.margin
        y: sign.y + sign.height + Theme.pick(28, 20)
        width: root.inner
        height: 32
        text: root.model.past_title
        size: Theme.pick(22, 20)
        bold: true
    }
    Txt {
        x: root.margin
        y: title.y + title.height + 8
        width: root.inner
        height: 32
        text: root.model.none
        size: Theme.pick(20, 18)
        color: Theme.c.inkSoft
    }
    Repeater {
        model: root.model.past.length ? root.model.past_heads.length : 0

        DeskWords {
            required property int index
            x: root.margin + (index ? root.inner - (5 - index) * root.cell : 0)
            y: title.y + title.height + 8
            width: root.cell
            height: 30
            text: root.model.past_heads[index]
            wanted: 18
            color: Theme.c.inkSoft
            horizontalAlignment: index ? Text.AlignRight : Text.AlignLeft
        }
    }
    Column {
        x: root.margin
        y: title.y + title.height + 38
        width: root.inner

        Repeater {
            model: root.model.past.length

            DeskFigure {
                required property int index
                width: root.inner
                row: Theme.pick(40, 34)
                model: root.model.past[index]
                cell: root.cell
            }
        }
    }
}
