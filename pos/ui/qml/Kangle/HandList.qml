import QtQuick

// What was ordered by hand, a line a thing; beyond what fits it scrolls, the newest in view.
Item {
    id: root

    required property var model
    property int room: 0
    readonly property int rowHeight: Theme.pick(84, 68)
    readonly property bool joins: root.model.tray !== ""
    readonly property int most: Math.floor((root.room - (root.joins ? root.rowHeight : 0)) / root.rowHeight)
    readonly property bool tooLong: root.model.rows.length > root.most
    readonly property int moreHeight: root.tooLong ? Theme.pick(40, 34) : 0
    readonly property int firstY: (root.joins ? root.rowHeight : 0) + root.moreHeight

    signal press(string what, string value)

    x: Theme.contentX
    width: Theme.contentWidth
    height: root.firstY + Math.floor((root.room - root.firstY) / root.rowHeight) * root.rowHeight

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.c.celadonDeep
    }
    Item {
        width: parent.width
        height: root.rowHeight
        visible: root.joins

        Txt {
            width: parent.width - sum.implicitWidth - Theme.pick(16, 10)
            height: parent.height
            text: root.model.tray
            size: Theme.pick(30, 24)
            fit: true
        }
        Money {
            id: sum
            width: parent.width
            height: parent.height
            amount: root.model.tray_price
            size: Theme.pick(36, 30)
        }
        Rectangle {
            y: parent.height - 1
            width: parent.width
            height: 1
            color: Theme.c.celadonDeep
        }
    }
    Row {
        readonly property int over: Math.round(list.contentY / root.rowHeight)

        y: root.firstY - root.moreHeight
        height: root.moreHeight
        spacing: Theme.pick(10, 8)
        visible: root.tooLong && over > 0

        Txt {
            height: parent.height
            text: root.model.above.replace("{n}", parent.over)
            size: Theme.pick(26, 22)
            color: Theme.c.inkSoft
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "up"
            size: Theme.pick(20, 16)
            color: Theme.c.inkSoft
        }
    }
    Txt {
        y: root.firstY
        width: parent.width
        height: 2 * root.rowHeight
        text: root.model.hint
        size: Theme.pick(30, 24)
        fit: true
        color: Theme.c.inkSoft
    }
    Flickable {
        id: list
        y: root.firstY
        width: parent.width
        height: root.height - root.firstY
        contentHeight: root.model.rows.length * root.rowHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        onContentHeightChanged: showNewest()
        onHeightChanged: showNewest()
        onMovementEnded: contentY = Math.round(contentY / root.rowHeight) * root.rowHeight

        function showNewest() {
            contentY = Math.max(0, contentHeight - height);
        }

        Repeater {
            model: root.model.rows.length

            Item {
                id: row

                required property int index
                readonly property var line: root.model.rows[index] ?? ({
                        "code": "",
                        "name": "",
                        "price": "",
                        "count": ""
                    })

                y: index * root.rowHeight
                width: list.width
                height: root.rowHeight
                visible: y + height > list.contentY + 1 && y < list.contentY + list.height - 1

                Txt {
                    y: Theme.pick(2, 0)
                    width: Theme.pick(334, 200)
                    height: Theme.pick(46, 38)
                    text: row.line.name
                    size: Theme.pick(34, 26)
                    bold: true
                    fit: true
                }
                Txt {
                    y: Theme.pick(44, 34)
                    height: Theme.pick(34, 30)
                    text: row.line.price
                    size: Theme.pick(26, 22)
                    color: Theme.c.inkSoft
                }
                TouchButton {
                    x: Theme.pick(344, 208)
                    y: (parent.height - height) / 2
                    width: Theme.pick(64, 60)
                    height: width
                    radius: Theme.radii.control
                    tone: "plain"
                    icon: "minus"
                    iconSize: Theme.pick(34, 26)
                    onTapped: root.press("fewer", row.line.code)
                }
                Txt {
                    x: Theme.pick(408, 268)
                    width: Theme.pick(56, 40)
                    height: parent.height
                    horizontalAlignment: Text.AlignHCenter
                    text: row.line.count
                    size: Theme.pick(38, 28)
                    bold: true
                }
                TouchButton {
                    x: Theme.pick(464, 308)
                    y: (parent.height - height) / 2
                    width: Theme.pick(64, 60)
                    height: width
                    radius: Theme.radii.control
                    tone: "plain"
                    icon: "plus"
                    iconSize: Theme.pick(34, 26)
                    onTapped: root.press("more", row.line.code)
                }
                Rectangle {
                    y: parent.height - 1
                    width: parent.width
                    height: 1
                    color: Theme.c.celadonDeep
                }
            }
        }
    }
}
