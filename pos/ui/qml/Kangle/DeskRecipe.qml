import QtQuick

// The lines of the recipe, and below them the batch: portions, cooked weight, where it comes from.
Item {
    id: root

    required property QtObject desk
    required property var model
    readonly property int gap: Theme.pick(12, 8)
    readonly property var columns: Theme.pick([34, 212, 130, 84, 84, 76], [22, 134, 86, 54, 56, 56])
    readonly property int keys: Theme.pick(38, 30)
    readonly property int heads: Theme.pick(28, Theme.latin ? 42 : 26) // two lines of Latin words

    function edge(place) {
        let x = 0;
        for (let each = 0; each < place; each += 1)
            x += root.columns[each] + Theme.pick(6, 4);
        return x;
    }

    Repeater {
        model: root.model.line_heads.length

        DeskWords {
            required property int index
            x: root.edge(index + 1) + (index + 1 < 6 ? 0 : 6)
            width: index + 1 < 6 ? root.columns[index + 1] : root.width - x - 3 * root.keys
            height: root.heads
            text: root.model.line_heads[index]
            wanted: 18
            color: Theme.c.inkSoft
            horizontalAlignment: index > 0 && index < 5 ? Text.AlignRight : Text.AlignLeft
        }
    }
    Flickable {
        id: sheet
        y: root.heads
        width: root.width
        height: root.height - y - batch.height - words.height - 3 * root.gap - add.height
        clip: true
        contentHeight: lines.height
        boundsBehavior: Flickable.StopAtBounds

        function follow(item) {
            const at = item.mapToItem(lines, 0, 0).y;
            if (at < contentY)
                contentY = at;
            else if (at + item.height > contentY + height)
                contentY = at + item.height - height;
        }

        Column {
            id: lines
            width: sheet.width

            Repeater {
                model: root.model.lines.length

                DeskLine {
                    required property int index
                    width: lines.width
                    desk: root.desk
                    model: root.model.lines[index]
                    number: index
                    columns: root.columns
                    keys: root.keys
                    last: index === root.model.lines.length - 1
                    editable: root.model.can_edit
                    onCaught: item => sheet.follow(item)
                }
            }
        }
    }
    Rectangle {
        visible: sheet.contentHeight > sheet.height
        x: root.width + Theme.pick(8, 5)
        y: sheet.y + sheet.visibleArea.yPosition * sheet.height
        width: 4
        height: Math.max(20, sheet.visibleArea.heightRatio * sheet.height)
        radius: 2
        color: Theme.c.lineStrong
    }
    DeskButton {
        id: add
        x: root.edge(1)
        y: sheet.y + Math.min(sheet.height, lines.height) + 4
        height: Theme.pick(38, 34)
        desk: root.desk
        model: root.model.add
    }
    Row {
        id: batch
        y: sheet.y + sheet.height + add.height + root.gap
        spacing: root.gap

        Repeater {
            model: root.model.batch.length

            DeskField {
                required property int index
                width: Math.floor((root.width - 4 * root.gap) / 5)
                desk: root.desk
                model: root.model.batch[index]
                editable: root.model.can_edit
            }
        }
    }
    Row {
        id: words
        y: batch.y + batch.height + root.gap - 4
        spacing: root.gap

        Repeater {
            model: root.model.words.length

            DeskField {
                required property int index
                width: Math.floor((root.width - root.gap) / 2)
                desk: root.desk
                model: root.model.words[index]
                editable: root.model.can_edit
            }
        }
    }
}
