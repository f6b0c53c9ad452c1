import QtQuick

// One plate between two lines: drawing, name, a note, price.
Item {
    id: root

    property string drawing: ""
    property string category: ""
    property string name: ""
    property string note: ""
    property string price: ""

    height: Theme.pick(112, 84)

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.c.line
    }
    PlateArt {
        anchors.verticalCenter: parent.verticalCenter
        drawing: root.drawing
        category: root.category
        size: Theme.pick(84, 60)
    }
    Txt {
        x: Theme.pick(104, 75)
        y: root.note ? Theme.pick(12, 6) : Theme.pick(26, 20)
        width: sum.x + sum.width - sum.implicitWidth - x - Theme.pick(16, 12)
        height: Theme.pick(56, 44)
        text: root.name
        size: Theme.pick(40, 30)
        bold: true
        fit: true
    }
    Txt {
        x: Theme.pick(104, 75)
        y: Theme.pick(64, 46)
        height: Theme.pick(38, 32)
        text: root.note
        size: Theme.pick(26, 20)
        color: Theme.c.inkSoft
    }
    Money {
        id: sum
        width: parent.width
        height: parent.height
        amount: root.price
        size: Theme.pick(42, 30)
        visible: root.price !== ""
    }
    Rectangle {
        y: parent.height - 1
        width: parent.width
        height: 1
        color: Theme.c.line
    }
}
