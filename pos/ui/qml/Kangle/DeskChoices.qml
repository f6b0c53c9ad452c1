import QtQuick

// One of many: words, foods with their price, or drawings.
DeskCard {
    id: root

    required property var model
    readonly property bool drawn: root.model.kind === "drawings"
    readonly property int columns: root.drawn ? Theme.pick(7, 6) : Theme.pick(4, 3)
    readonly property bool noted: root.model.search && !root.drawn
    readonly property int gap: Theme.pick(12, 8)

    title: root.model.title
    back: root.model.back

    DeskInput {
        id: search
        x: root.margin
        y: root.upper
        width: root.inner
        height: visible ? Theme.pick(48, 40) : 0
        visible: root.model.search
        desk: root.desk
        name: "page.text"
        value: root.model.query
        hint: root.model.hint
        Component.onCompleted: if (root.model.search)
            input.forceActiveFocus()
        moves: false
        onEntered: if (root.model.choices.length)
            root.desk.press("pick", root.model.choices[0].value)
    }
    Txt {
        x: root.margin
        y: search.y + search.height + 40
        width: root.inner
        height: 90
        text: root.model.nothing
        size: Theme.pick(22, 20)
        line: 1.5
        color: Theme.c.inkSoft
    }
    GridView {
        id: grid
        x: root.margin
        y: search.y + search.height + root.gap
        width: root.inner + root.gap
        height: root.lower - y
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        focus: !root.model.search
        cellWidth: Math.floor(width / root.columns)
        cellHeight: root.drawn ? Theme.pick(156, 138) : root.noted && Theme.latin ? Theme.pick(92, 82) : Theme.pick(68, 58)
        model: root.model.choices
        keyNavigationEnabled: true
        cacheBuffer: 0
        Component.onCompleted: if (!root.model.search)
            forceActiveFocus()
        Keys.onReturnPressed: if (currentItem)
            root.desk.press("pick", currentItem.modelData.value)

        delegate: Item {
            id: one
            required property var modelData
            required property int index
            width: grid.cellWidth
            height: grid.cellHeight

            Rectangle {
                width: one.width - root.gap
                height: one.height - root.gap
                radius: Theme.radii.field
                color: one.modelData.on ? Theme.c.celadon : Theme.c.porcelain
                border.width: grid.activeFocus && grid.currentIndex === one.index ? 3 : area.containsMouse ? 2 : 1
                border.color: one.modelData.on || grid.activeFocus && grid.currentIndex === one.index ? Theme.c.pine : Theme.c.lineStrong

                PlateArt {
                    x: Math.round((parent.width - size) / 2)
                    y: 8
                    visible: root.drawn
                    size: Theme.pick(88, 76)
                    category: root.model.category
                    drawing: one.modelData.drawing
                }
                DeskWords {
                    x: root.drawn ? 2 : Theme.pick(12, 8)
                    y: root.drawn ? Theme.pick(98, 85) : one.modelData.note ? 3 : 0
                    width: parent.width - 2 * x
                    height: (root.drawn || !one.modelData.note ? parent.height : note.y) - y
                    text: one.modelData.label
                    wanted: root.drawn ? 18 : Theme.pick(20, 18)
                    bold: true
                    horizontalAlignment: root.drawn ? Text.AlignHCenter : Text.AlignLeft
                }
                DeskWords {
                    id: note
                    x: Theme.pick(12, 8)
                    y: parent.height - height - 3
                    width: parent.width - 2 * x
                    height: one.modelData.note ? Theme.pick(26, 23) : 0
                    text: one.modelData.note
                    wanted: 18
                    color: Theme.c.inkSoft
                }
                MouseArea {
                    id: area
                    anchors.fill: parent
                    hoverEnabled: true
                    onClicked: root.desk.press("pick", one.modelData.value)
                }
            }
        }
    }
}
