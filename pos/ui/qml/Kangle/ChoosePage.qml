import QtQuick

// What lies on the plate nobody knows: dishes at the left, the one that is meant at the right.
Item {
    id: root

    required property var model

    readonly property bool switched: root.model.grid.half !== ""
    // The plate is smaller and what stands below it higher where the switch needs the room.
    readonly property int lift: root.switched ? Theme.pick(92, 72) : 0

    signal press(string what, string value)

    anchors.fill: parent

    DishGrid {
        model: root.model.grid
        onTapped: code => root.press("more", code)
    }
    Rectangle {
        objectName: "cover"
        x: Theme.panelX
        width: Theme.stageWidth - x
        height: parent.height
        color: Theme.c.celadon

        MouseArea {
            anchors.fill: parent
            onClicked: root.press("touch", "")
        }
    }
    PanelTitle {
        width: Theme.pick(330, 220)
        icon: "search"
        iconColor: Theme.c.pine
        text: root.model.title
    }
    Hurry {
        x: Theme.contentX
        y: Theme.pick(88, 60)
        text: root.model.leaving
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(128, 92)
        width: Theme.contentWidth
        height: Theme.pick(90, 64)
        text: root.model.sentence
        size: Theme.pick(60, 42)
        bold: true
        fit: true
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(222, 158)
        height: Theme.pick(96, 76)
        text: root.model.note
        size: Theme.pick(30, 24)
        line: 1.45
        color: Theme.c.inkSoft
    }
    PlateArt {
        x: Theme.contentX + (Theme.contentWidth - width) / 2
        y: Theme.pick(346, 256)
        size: Theme.pick(220, 160) - root.lift
        drawing: root.model.drawing
        category: root.model.category
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(588, 430) - root.lift
        width: Theme.contentWidth
        height: Theme.pick(72, 52)
        horizontalAlignment: Text.AlignHCenter
        text: root.model.name
        size: Theme.pick(52, 36)
        bold: true
        fit: true
    }
    Money {
        x: Theme.contentX + (Theme.contentWidth - implicitWidth) / 2
        y: Theme.pick(664, 484) - root.lift
        width: implicitWidth
        amount: root.model.price
        size: Theme.pick(52, 36)
        visible: root.model.price !== ""
    }
    PortionSwitch {
        x: Theme.contentX
        y: Theme.pick(656, 474)
        width: Theme.contentWidth
        grid: root.model.grid
        onPress: (what, value) => root.press(what, value)
    }
    Notice {
        text: root.model.said
        highest: Theme.pick(740, 540)
        lowest: cancel.y
        visible: root.model.said !== ""
    }
    TouchButton {
        id: cancel
        x: Theme.contentX
        y: Theme.pick(936, 700)
        width: Theme.pick(168, 116)
        height: Theme.pick(96, 76)
        tone: "plain"
        icon: "cross"
        label: root.model.cancel
        size: Theme.latin ? Theme.pick(30, 20) : Theme.pick(34, 26)
        iconSize: Theme.pick(30, 24)
        gap: Theme.pick(10, 8)
        onTapped: root.press("cancel", "")
    }
    TouchButton {
        x: Theme.pick(1520, 1004)
        y: cancel.y
        width: Theme.pick(344, 240)
        height: cancel.height
        tone: "pine"
        icon: "tick"
        label: root.model.confirm
        size: Theme.pick(36, 27)
        enabled: root.model.can_confirm
        onTapped: root.press("confirm", "")
    }
}
