import QtQuick

// What is certain while the tray is held: how many plates, and what they come to so far.
Item {
    id: root

    required property var model
    property bool low: false

    y: root.low ? Theme.pick(898, 668) : Theme.pick(848, 642)
    width: Theme.pick(1232, 816)
    height: Theme.pick(1030, 774) - y

    Rectangle {
        x: Theme.pick(50, 26)
        width: Theme.pick(1180, 788)
        height: 2
        color: Theme.c.line
    }
    Txt {
        x: Theme.pick(82, 46)
        y: root.low ? Theme.pick(8, 6) : Theme.pick(36, 21)
        height: Theme.pick(70, 54)
        text: root.model.count
        size: Theme.pick(38, 28)
        color: Theme.c.inkSoft
    }
    Txt {
        anchors.right: amount.left
        anchors.rightMargin: Theme.pick(20, 14)
        y: root.low ? Theme.pick(8, 6) : Theme.pick(36, 21)
        height: Theme.pick(70, 54)
        text: root.model.label
        size: Theme.pick(38, 28)
        color: Theme.c.inkSoft
    }
    Money {
        id: amount
        x: Theme.pick(1198, 794) - width
        y: root.low ? Theme.pick(8, 6) : Theme.pick(36, 21)
        width: implicitWidth
        height: Theme.pick(70, 54)
        size: Theme.pick(52, 38)
        amount: root.model.amount
    }
    Txt {
        x: Theme.pick(82, 46)
        y: root.low ? Theme.pick(80, 62) : Theme.pick(116, 81)
        height: Theme.pick(40, 34)
        text: root.model.note
        size: Theme.pick(26, 22)
        color: Theme.c.inkSoft
    }
}
