import QtQuick

// The figures of the dish as it is typed, and what to see to.
Rectangle {
    id: root

    required property QtObject desk
    readonly property var model: root.desk.side
    property int upper: 0
    readonly property int margin: Theme.pick(24, 14)
    readonly property int inner: root.width - 2 * root.margin
    readonly property int cells: root.model.heads.length
    readonly property int cell: Theme.pick(root.cells > 2 ? 88 : 112, root.cells > 2 ? 66 : 84)
    readonly property int row: Theme.pick(38, 31)

    color: root.model.shown ? Theme.c.porcelain : Theme.c.rice

    Rectangle {
        width: root.model.shown ? 1 : 0
        height: root.height
        color: Theme.c.line
    }
    Item {
        id: all
        x: root.margin
        y: root.upper
        width: root.inner
        height: root.height - y
        visible: root.model.shown

        DeskWords {
            y: Theme.pick(14, 10)
            width: root.inner - tabs.width - 8
            height: Theme.pick(40, 36)
            text: root.model.title
            wanted: Theme.pick(24, 20)
            bold: true
        }
        Row {
            id: tabs
            anchors.right: parent.right
            y: Theme.pick(14, 10)
            spacing: Theme.pick(8, 6)

            Repeater {
                model: root.model.tabs.length

                DeskButton {
                    required property int index
                    desk: root.desk
                    model: root.model.tabs[index]
                }
            }
        }
        Rectangle {
            id: grade
            y: Theme.pick(66, 54)
            width: Theme.pick(44, 36)
            height: width
            radius: Theme.radii.field
            color: root.model.good ? Theme.c.pine : Theme.c.amberPale

            Txt {
                anchors.fill: parent
                text: root.model.grade
                size: Theme.pick(28, 22)
                bold: true
                color: root.model.good ? Theme.c.porcelain : Theme.c.amberInk
                horizontalAlignment: Text.AlignHCenter
            }
        }
        DeskWords {
            x: grade.width + 12
            y: grade.y
            width: root.inner - x
            height: grade.height
            text: root.model.grade_word
            color: root.model.good ? Theme.c.ink : Theme.c.amberInk
        }
        Repeater {
            model: root.model.heads.length

            DeskWords {
                required property int index
                x: root.inner - (root.cells - index) * root.cell - 10
                y: Theme.pick(116, 94)
                width: root.cell + 10
                height: Theme.pick(28, 26)
                text: root.model.heads[index]
                wanted: root.cells > 2 ? Theme.pick(18, 16) : 18
                color: Theme.c.inkSoft
                horizontalAlignment: Text.AlignRight
            }
        }
        Column {
            id: figures
            y: Theme.pick(146, 120)
            width: root.inner

            Repeater {
                model: root.model.figures.length

                DeskFigure {
                    required property int index
                    width: root.inner
                    row: root.row
                    model: root.model.figures[index]
                    cell: root.cell
                }
            }
            Item {
                width: 1
                height: Theme.pick(10, 6)
            }
            Repeater {
                model: root.model.facts.length

                DeskFigure {
                    required property int index
                    width: root.inner
                    row: root.row
                    model: root.model.facts[index]
                    cell: Theme.pick(300, 190)
                }
            }
            Txt {
                width: root.inner
                visible: root.model.nothing !== ""
                text: root.model.nothing
                size: 18
                line: 1.4
                wrapMode: Text.Wrap
                verticalAlignment: Text.AlignTop
                color: Theme.c.amberInk
            }
        }
        Txt {
            id: title
            y: figures.y + figures.height + Theme.pick(14, 8)
            width: root.inner
            height: Theme.pick(34, 28)
            text: root.model.remarks_title
            size: Theme.pick(22, 18)
            bold: true
        }
        Flickable {
            y: title.y + title.height + 4
            width: root.inner
            height: all.height - y - Theme.pick(14, 8)
            clip: true
            contentHeight: remarks.height
            boundsBehavior: Flickable.StopAtBounds

            Column {
                id: remarks
                width: root.inner
                spacing: Theme.pick(8, 6)

                Repeater {
                    model: root.model.remarks.length

                    DeskRemark {
                        required property int index
                        width: root.inner
                        desk: root.desk
                        model: root.model.remarks[index]
                    }
                }
            }
        }
    }
}
