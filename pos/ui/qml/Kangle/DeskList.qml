import QtQuick

// The search, what narrows it, and the dishes that were found.
Item {
    id: root

    required property QtObject desk
    readonly property var model: root.desk.head
    readonly property int margin: Theme.pick(16, 10)
    readonly property int inner: root.width - 2 * root.margin

    DeskInput {
        id: search
        x: root.margin
        y: Theme.pick(12, 8)
        width: root.inner
        height: Theme.pick(44, 38)
        desk: root.desk
        name: "query"
        value: root.model.query
        hint: root.model.hint
        radius: Theme.radii.field
        onDown: list.forceActiveFocus()
    }
    Grid {
        id: filters
        x: root.margin
        y: search.y + search.height + 8
        columns: Theme.pick(3, 2)
        spacing: 8

        Repeater {
            model: root.model.filters.length

            DeskButton {
                required property int index
                width: (root.inner - 8 * (filters.columns - 1)) / filters.columns
                pad: 4
                size: 18
                desk: root.desk
                model: root.model.filters[index]
            }
        }
    }
    Txt {
        id: count
        x: root.margin
        y: filters.y + filters.height + 6
        width: root.inner - clear.width - 8
        height: Theme.pick(36, 34)
        text: root.model.count
        size: 18
        color: Theme.c.inkSoft
    }
    DeskButton {
        id: clear
        x: root.width - root.margin - width
        y: count.y
        height: count.height
        size: 18
        visible: root.model.clear.enabled
        desk: root.desk
        model: root.model.clear
    }
    ListView {
        id: list
        objectName: "dishes"
        y: count.y + count.height + 4
        width: root.width
        height: root.height - y
        clip: true
        model: root.desk.rows
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        currentIndex: -1
        cacheBuffer: 0
        delegate: DeskRow {
            required property var modelData
            required property int index
            width: list.width
            model: modelData
            selected: root.model.selected === modelData.key
            unsaved: root.model.unsaved.indexOf(modelData.key) >= 0
            focused: list.activeFocus && list.currentIndex === index
            onTapped: {
                list.currentIndex = index;
                root.desk.press("open", modelData.key);
            }
        }
        Keys.onReturnPressed: if (currentItem)
            root.desk.press("open", currentItem.model.key)
    }
    Rectangle {
        visible: list.contentHeight > list.height
        x: root.width - 6
        y: list.y + list.visibleArea.yPosition * list.height
        width: 4
        height: Math.max(24, list.visibleArea.heightRatio * list.height)
        radius: 2
        color: Theme.c.lineStrong
    }
    Txt {
        x: root.margin
        y: list.y + Theme.pick(60, 40)
        width: root.inner
        height: 90
        text: root.model.nothing
        size: Theme.pick(20, 18)
        line: 1.5
        wrapMode: Text.Wrap
        color: Theme.c.inkSoft
        verticalAlignment: Text.AlignTop
    }
}
