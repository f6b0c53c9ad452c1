import QtQuick

// One dish to touch; how many of it are taken stands in a disc.
Item {
    id: root

    readonly property var blank: ({
            "code": "",
            "name": "",
            "price": "",
            "drawing": "",
            "category": "",
            "icon": "",
            "count": "",
            "chosen": false,
            "off": false
        })
    property var model: blank
    readonly property int textX: Theme.pick(87, 61)
    readonly property int inset: Theme.pick(17, 11)
    readonly property int lowDisc: Theme.pick(36, 28)
    readonly property bool counted: root.model.count !== ""
    // A long name takes the whole first line; the disc then stands below it, in the price's place
    // where the name needs the second line too.
    readonly property bool low: root.counted && name.contentWidth > root.width - root.inset - Theme.pick(44, 34) - root.textX - 6

    signal tapped

    height: Theme.pick(78, 60)
    enabled: !root.model.off
    Accessible.role: Accessible.Button
    Accessible.name: root.model.name
    activeFocusOnTab: true

    Rectangle {
        anchors.fill: parent
        anchors.margins: -6
        radius: ground.radius + 6
        color: "transparent"
        border.width: 4
        border.color: Theme.c.ink
        visible: root.activeFocus
    }
    Rectangle {
        id: ground
        anchors.fill: parent
        radius: Theme.pick(14, 12)
        color: root.model.off ? Theme.c.line : area.pressed ? Theme.c.celadonDeep : root.model.chosen ? Theme.c.celadon : Theme.c.rice
        border.width: root.model.off ? 0 : root.model.chosen ? 3 : 2
        border.color: root.model.chosen ? Theme.c.pine : Theme.c.lineStrong
    }
    PlateArt {
        x: Theme.pick(13, 8)
        anchors.verticalCenter: parent.verticalCenter
        size: Theme.pick(60, 44)
        drawing: root.model.drawing
        category: root.model.category
        opacity: root.model.off ? 0.45 : 1
        visible: root.model.category !== ""
    }
    Icon {
        x: Theme.pick(25, 18)
        anchors.verticalCenter: parent.verticalCenter
        name: root.model.icon
        size: Theme.pick(36, 26)
        color: Theme.c.inkSoft
    }
    DishName {
        id: name
        x: root.textX
        y: two ? Theme.pick(-3, -1) : root.low ? Theme.pick(1, 0) : Theme.pick(3, 2)
        width: root.width - root.textX - Theme.pick(12, 9)
        height: two ? root.height : Theme.pick(36, 28)
        name: root.model.name
        lastRoom: width - Theme.pick(8, 4) - Math.max(price.width, root.lowDisc)
        size: Theme.pick(30, 24)
        line: 1.1
        color: root.model.off ? Theme.c.inkSoft : Theme.c.ink
    }
    Txt {
        id: price
        x: name.two ? name.x + name.width - width : root.textX
        y: Theme.pick(38, 29)
        height: Theme.pick(34, 28)
        text: root.model.price
        size: Theme.pick(26, 22)
        line: 1.2
        bold: true
        color: Theme.c.inkSoft
        visible: !name.two || !root.counted
    }
    Rectangle {
        id: disc
        x: root.width - width - root.inset
        y: root.low ? root.height - height - 3 : (root.height - height) / 2
        width: root.low ? root.lowDisc : Theme.pick(44, 34)
        height: width
        radius: width / 2
        color: Theme.c.pine
        visible: root.counted

        Txt {
            width: parent.width
            height: parent.height
            horizontalAlignment: Text.AlignHCenter
            text: root.model.count
            size: Theme.pick(28, 22)
            line: 1.2
            bold: true
            color: Theme.c.porcelain
        }
    }
    MouseArea {
        id: area
        anchors.fill: parent
        onClicked: root.tapped()
    }
    Keys.onReturnPressed: root.tapped()
    Keys.onSpacePressed: root.tapped()
}
