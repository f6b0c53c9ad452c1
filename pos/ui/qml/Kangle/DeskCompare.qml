import QtQuick

// Two versions side by side: lines on the left, figures of a portion on the right.
DeskCard {
    id: root

    required property var model
    readonly property int gap: Theme.pick(40, 24)
    readonly property int linesWide: Math.round((root.inner - root.gap) * 0.56)
    readonly property int figuresWide: root.inner - root.gap - root.linesWide

    wide: Theme.pick(1560, 1180)
    high: Theme.pick(960, 740)
    title: root.model.title
    back: root.model.back

    Repeater {
        model: 2

        Item {
            id: side
            required property int index
            readonly property var choices: index ? root.model.rights : root.model.lefts
            x: root.margin + index * (root.inner + root.gap) / 2
            y: root.upper
            width: (root.inner - root.gap) / 2
            height: Theme.pick(76, 66)

            Row {
                spacing: 8

                Repeater {
                    model: side.choices.length

                    DeskButton {
                        required property int index
                        desk: root.desk
                        model: side.choices[index]
                        pad: Theme.pick(14, 9)
                    }
                }
            }
            Txt {
                y: Theme.pick(44, 40)
                width: parent.width
                height: 28
                text: side.index ? root.model.right_line : root.model.left_line
                size: 18
                elide: Text.ElideRight
                color: Theme.c.inkSoft
            }
        }
    }
    DeskWords {
        id: verdict
        x: root.margin
        y: root.upper + Theme.pick(84, 72)
        width: root.inner
        height: Theme.pick(44, 38)
        text: root.model.verdict
        wanted: Theme.pick(22, 20)
        bold: true
    }
    DeskPairs {
        x: root.margin
        y: verdict.y + verdict.height + 4
        width: root.linesWide
        height: root.lower - y
        heads: root.model.heads.slice(0, 3)
        pairs: root.model.lines
    }
    DeskPairs {
        x: root.margin + root.linesWide + root.gap
        y: verdict.y + verdict.height + 4
        width: root.figuresWide
        height: root.lower - y
        heads: root.model.heads.slice(3)
        pairs: root.model.figures
    }
}
