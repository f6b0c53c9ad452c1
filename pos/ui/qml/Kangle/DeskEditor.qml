import QtQuick

// The dish that is open: its head, and below it the recipe or the facts.
Item {
    id: root

    required property QtObject desk
    readonly property var model: root.desk.editor
    readonly property bool open: root.model.key !== ""
    readonly property int margin: Theme.pick(24, 16)
    readonly property int inner: root.width - 2 * root.margin
    readonly property var shares: Theme.pick([0.32, 0.42, 0.26], [0.3, 0.42, 0.28])
    readonly property int gap: Theme.pick(12, 8)

    Txt {
        anchors.centerIn: parent
        visible: !root.open
        text: root.model.empty
        size: Theme.pick(28, 24)
        line: 1.5
        color: Theme.c.inkSoft
        horizontalAlignment: Text.AlignHCenter
    }
    Item {
        anchors.fill: parent
        visible: root.open

        Item {
            id: plate
            x: root.margin
            y: Theme.pick(14, 10)
            width: Theme.pick(96, 72)
            height: width
            activeFocusOnTab: true

            PlateArt {
                size: parent.width
                category: root.model.category
                drawing: root.model.drawing
            }
            Rectangle {
                anchors.fill: parent
                radius: Theme.radii.field
                color: "transparent"
                border.width: plate.activeFocus || over.containsMouse ? 2 : 0
                border.color: Theme.c.pine
            }
            MouseArea {
                id: over
                anchors.fill: parent
                hoverEnabled: true
                enabled: root.model.can_edit
                onClicked: root.desk.press("choose", "drawing")
            }
            Keys.onReturnPressed: if (root.model.can_edit)
                root.desk.press("choose", "drawing")
            Accessible.role: Accessible.Button
            Accessible.name: "drawing"
        }
        Row {
            id: head
            x: plate.x + plate.width + Theme.pick(20, 12)
            y: Theme.pick(10, 6)
            spacing: root.gap
            readonly property int room: root.width - root.margin - x - 2 * root.gap

            Repeater {
                model: root.model.head.length

                DeskField {
                    required property int index
                    width: Math.floor(head.room * root.shares[index])
                    desk: root.desk
                    model: root.model.head[index]
                    editable: root.model.can_edit
                }
            }
        }
        DeskWords {
            id: price
            x: head.x
            y: buttons.y
            height: buttons.height
            width: buttons.x - x - 8
            text: root.model.price || root.model.state
            wanted: Theme.pick(22, 18)
            bold: true
        }
        Row {
            id: buttons
            anchors.right: parent.right
            anchors.rightMargin: root.margin
            y: Theme.pick(88, 68)
            spacing: Theme.pick(10, 6)

            Repeater {
                model: root.model.buttons.length

                DeskButton {
                    required property int index
                    desk: root.desk
                    model: root.model.buttons[index]
                    pad: Theme.pick(16, 9)
                }
            }
        }
        Row {
            id: tabs
            x: root.margin
            y: Theme.pick(142, 114)
            spacing: Theme.pick(10, 6)

            Repeater {
                model: root.model.tabs.length

                DeskButton {
                    required property int index
                    desk: root.desk
                    model: root.model.tabs[index]
                }
            }
        }
        Column {
            id: told
            x: tabs.x + tabs.width + Theme.pick(20, 12)
            y: tabs.y + Math.round((tabs.height - height) / 2)
            width: root.width - root.margin - x

            Txt {
                width: told.width
                height: text ? Theme.pick(24, 20) : 0
                visible: text !== ""
                text: root.model.version
                size: Theme.pick(18, 16)
                elide: Text.ElideRight
                color: Theme.c.inkSoft
                horizontalAlignment: Text.AlignRight
            }
            DeskWords {
                width: told.width
                height: text ? Theme.pick(24, 20) : 0
                visible: text !== ""
                text: root.model.price ? root.model.state : ""
                wanted: Theme.pick(18, 16)
                bold: true
                color: Theme.c.persimmonInk
                horizontalAlignment: Text.AlignRight
            }
        }
        Rectangle {
            x: root.margin
            y: tabs.y + tabs.height + Theme.pick(10, 6)
            width: root.inner
            height: 2
            color: Theme.c.line
        }
        DeskRecipe {
            x: root.margin
            y: tabs.y + tabs.height + Theme.pick(14, 8)
            width: root.inner
            height: root.height - y - Theme.pick(14, 8)
            visible: root.model.tab === "recipe"
            desk: root.desk
            model: root.model
        }
        DeskFacts {
            x: root.margin
            y: tabs.y + tabs.height + Theme.pick(14, 8)
            width: root.inner
            height: root.height - y - Theme.pick(14, 8)
            visible: root.model.tab === "facts"
            desk: root.desk
            model: root.model
        }
    }
}
