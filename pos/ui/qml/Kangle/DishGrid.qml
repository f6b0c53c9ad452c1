import QtQuick

// The meal's dishes as buttons in the columns of the menu, things without plates below.
Item {
    id: root

    required property var model
    readonly property var columnX: [Theme.pick(82, 46), Theme.pick(467, 302), Theme.pick(853, 558)]
    readonly property int columnWidth: Theme.pick(349, 240)
    readonly property int pitch: Theme.pick(86, 68)
    // Without the last row there is room below the heads.
    readonly property int loose: root.model.sundries.length > 0 ? 0 : Theme.pick(8, 6)

    signal tapped(string code)

    anchors.fill: parent

    Rectangle {
        objectName: "cover"
        y: Theme.pick(96, 64)
        width: Theme.panelX
        height: parent.height - y
        color: Theme.c.rice

        MouseArea {
            anchors.fill: parent
            onClicked: root.tapped("")
        }
    }
    Rectangle {
        x: Theme.pick(48, 24)
        y: Theme.pick(104, 72)
        width: Theme.pick(1184, 792)
        height: Theme.pick(928, 704)
        radius: Theme.radii.sheet
        color: Theme.c.porcelain
        border.width: 2
        border.color: Theme.c.line
    }
    Txt {
        x: Theme.pick(48, 24)
        y: Theme.pick(400, 280)
        width: Theme.pick(1184, 792)
        height: Theme.pick(80, 60)
        horizontalAlignment: Text.AlignHCenter
        text: root.model.line
        size: Theme.pick(38, 30)
        color: Theme.c.inkSoft
    }
    Repeater {
        model: root.model.line === "" ? root.model.blocks.length : 0

        Item {
            id: block

            required property int index
            readonly property var model: root.model.blocks[index] ?? ({
                    "title": "",
                    "colour": "ink",
                    "column": 0,
                    "upper": true,
                    "buttons": []
                })

            x: root.columnX[block.model.column]
            y: block.model.upper ? Theme.pick(118, 80) : Theme.pick(688, 522) + 3 * root.loose
            width: root.columnWidth

            Txt {
                height: Theme.pick(37, 21)
                text: block.model.title
                size: Theme.pick(28, 22)
                bold: true
                color: Theme.c[block.model.colour]
            }
            Rectangle {
                y: Theme.pick(41, 27)
                width: parent.width
                height: 3
                color: Theme.c[block.model.colour]
            }
            Repeater {
                model: block.model.buttons.length

                DishTouch {
                    required property int index

                    y: Theme.pick(50, 34) + root.loose + index * root.pitch
                    width: root.columnWidth
                    model: block.model.buttons[index] ?? blank
                    onTapped: root.tapped(model.code)
                }
            }
        }
    }
    Rectangle {
        x: root.columnX[0]
        y: Theme.pick(916, 692)
        width: Theme.pick(1120, 752)
        height: 2
        color: Theme.c.line
        visible: root.model.sundries.length > 0
    }
    Repeater {
        model: root.model.sundries.length

        DishTouch {
            required property int index

            x: root.columnX[index]
            y: Theme.pick(928, 702)
            width: root.columnWidth
            model: root.model.sundries[index] ?? blank
            onTapped: root.tapped(model.code)
        }
    }
}
