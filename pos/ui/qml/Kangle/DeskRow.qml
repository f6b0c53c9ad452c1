import QtQuick

// One dish of the list. `model` is a `Row` of the props.
Item {
    id: root

    property var model
    property bool selected: false
    property bool unsaved: false
    property bool focused: false
    readonly property int textX: Theme.pick(72, 56)

    signal tapped

    height: Theme.pick(62, 54) + name.more + sub.more

    Rectangle {
        anchors.fill: parent
        color: root.selected ? Theme.c.celadon : area.containsMouse ? Theme.c.weekend : "transparent"
        border.width: root.focused ? 2 : 0
        border.color: Theme.c.pine
    }
    Rectangle {
        width: Theme.pick(5, 4)
        height: root.height
        color: Theme.c.pine
        visible: root.selected
    }
    PlateArt {
        x: Theme.pick(14, 8)
        anchors.verticalCenter: parent.verticalCenter
        size: Theme.pick(46, 40)
        category: root.model.category
        drawing: root.model.drawing
        opacity: root.model.retired ? 0.45 : 1
    }
    DeskWords {
        id: name
        readonly property int more: rows > 1 ? implicitHeight - Theme.pick(28, 25) : 0
        x: root.textX
        y: Theme.pick(5, 3)
        width: root.width - x - mark.width - Theme.pick(30 + price.width, 22)
        text: root.model.name
        wanted: Theme.pick(22, 19)
        least: Theme.pick(20, 18)
        bold: true
        font.strikeout: root.model.retired
        color: root.model.retired ? Theme.c.inkSoft : Theme.c.ink
    }
    DeskWords {
        id: sub
        readonly property int more: rows > 1 ? implicitHeight - Theme.pick(25, 23) : 0
        x: root.textX
        y: Theme.pick(33, 28) + name.more
        width: root.width - x - Theme.pick(20, 22 + price.width) - (dot.visible ? dot.width + 8 : 0)
        text: root.model.others || root.model.sub
        wanted: 18
        least: 16
        bold: root.model.others !== ""
        color: root.model.others ? Theme.c.amberInk : Theme.c.inkSoft
    }
    Txt {
        id: price
        anchors.right: parent.right
        anchors.rightMargin: Theme.pick(18, 14)
        y: Theme.pick(5, 28 + name.more)
        height: Theme.pick(28, 23)
        text: root.model.price
        size: Theme.pick(20, 18)
        color: Theme.c.inkSoft
    }
    Rectangle {
        id: mark
        anchors.right: parent.right
        anchors.rightMargin: Theme.pick(18 + price.width, 14) + (root.model.mark ? Theme.pick(8, 0) : 0)
        y: name.y + 2
        width: root.model.mark ? 24 : 0
        height: 24
        radius: Theme.radii.chip
        visible: root.model.mark !== ""
        color: Theme.c.amberPale

        Txt {
            anchors.fill: parent
            horizontalAlignment: Text.AlignHCenter
            text: root.model.mark
            size: 18
            bold: true
            color: Theme.c.amberInk
        }
    }
    Rectangle {
        id: dot
        anchors.right: parent.right
        anchors.rightMargin: Theme.pick(18, 22 + price.width)
        y: Theme.pick(40, 34) + name.more
        width: 12
        height: 12
        radius: 6
        visible: root.unsaved
        color: Theme.c.persimmon
    }
    Rectangle {
        y: root.height - 1
        width: root.width
        height: 1
        color: Theme.c.line
    }
    MouseArea {
        id: area
        anchors.fill: parent
        hoverEnabled: true
        onClicked: root.tapped()
    }
}
