import QtQuick

// The wall screen: today's dishes under a pine head, read from three metres, touched by nobody.
Window {
    id: root

    required property QtObject board
    readonly property var head: root.board.head
    readonly property var sheet: root.board.sheet
    readonly property real stageScale: Math.min(width / stage.width, height / stage.height)

    color: Theme.c.rice
    title: root.head.name

    Binding {
        target: Theme
        property: "big"
        value: true
    }
    Binding {
        target: Theme
        property: "density"
        value: root.stageScale
    }

    // Where the window is larger than the stage, the head reaches its edges.
    Rectangle {
        width: root.width
        height: stage.y + 92 * root.stageScale
        color: Theme.c.pine
    }
    Item {
        id: stage
        width: 1920
        height: 1080
        scale: root.stageScale
        transformOrigin: Item.TopLeft
        x: Math.round((root.width - width * scale) / 2)
        y: Math.round((root.height - height * scale) / 2)

        Image {
            x: 48
            y: 18
            width: 56
            height: 56
            sourceSize: Qt.size(width * Theme.density, height * Theme.density)
            source: Theme.art + "mark.svg"
        }
        Txt {
            id: name
            x: 124
            height: 92
            text: root.head.name
            size: 44
            bold: true
            spacing: Theme.latin ? 0 : 0.06
            color: Theme.c.porcelain
        }
        Txt {
            id: meal
            x: name.x + name.contentWidth + 20
            height: 92
            text: root.head.meal
            size: 36
            color: Theme.c.porcelain
        }
        Txt {
            id: count
            x: meal.x + (meal.text ? meal.contentWidth + 36 : 0)
            height: 92
            text: root.head.count
            size: 36
            color: Theme.c.porcelain
        }
        Rectangle {
            readonly property real from: count.x + count.contentWidth + 28
            readonly property real room: date.x - 28 - from

            x: from + (room - width) / 2
            y: 18
            width: Math.min(room, note.implicitWidth + 40)
            height: 56
            radius: Theme.radii.control
            color: Theme.c.amberPale
            visible: root.head.note !== ""

            Txt {
                id: note
                x: 20
                width: parent.width - 40
                height: parent.height
                text: root.head.note
                size: 32
                fit: true
                color: Theme.c.amberInk
            }
        }
        Txt {
            id: date
            x: clock.x - 40 - contentWidth
            height: 92
            text: root.head.date
            size: 36
            color: Theme.c.porcelain
        }
        Txt {
            id: clock
            x: 1872 - contentWidth
            height: 92
            text: root.head.clock
            size: 48
            bold: true
            color: Theme.c.porcelain
        }

        Txt {
            y: 92
            width: 1920
            height: 988
            horizontalAlignment: Text.AlignHCenter
            text: root.sheet.sentence
            size: 96
            bold: true
            fit: true
            line: 1.25
        }
        Repeater {
            model: root.sheet.columns.length

            BoardColumn {
                required property int index

                model: root.sheet.columns[index] ?? blank
            }
        }
        BoardLegend {
            x: 32
            y: 996
            width: 1856
            height: 44
            contains: root.sheet.contains
            entries: root.sheet.legend
        }
        Txt {
            x: 32
            y: 1040
            width: footRight.x - 24 - x
            height: 36
            text: root.sheet.foot_left
            size: 30
            fit: true
            color: Theme.c.inkSoft
        }
        Txt {
            id: footRight
            x: 1888 - contentWidth
            y: 1040
            height: 36
            text: root.sheet.foot_right
            size: 30
            color: Theme.c.inkSoft
        }
    }
}
