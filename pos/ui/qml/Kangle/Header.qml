import QtQuick

// The line above the sheet: mark, name, meal, date and clock. Holding the mark for a second is the
// staff's way in.
Item {
    id: root

    required property var model

    signal press(string what, string value)

    x: Theme.pick(48, 24)
    width: Theme.pick(1184, 792)
    height: Theme.pick(96, 64)

    Image {
        id: mark
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.pick(52, 40)
        height: width
        sourceSize: Qt.size(width, height)
        source: Theme.art + "mark.svg"
    }
    Item {
        // The mark is smaller than a finger.
        objectName: "staff-way-in"
        width: Theme.pick(96, 64)
        height: parent.height

        MouseArea {
            anchors.fill: parent
            pressAndHoldInterval: 1000
            onPressAndHold: root.press("staff", "")
        }
    }
    Txt {
        id: name
        x: Theme.pick(68, 56)
        height: parent.height
        text: root.model.name
        size: Theme.pick(32, 26)
        bold: true
        spacing: 0.06
    }
    Txt {
        id: meal
        x: name.x + name.width + Theme.pick(16, 14)
        height: parent.height
        text: root.model.meal
        size: Theme.pick(28, 22)
        color: Theme.c.inkSoft
    }
    Txt {
        x: meal.x + meal.width + Theme.pick(28, 22)
        height: parent.height
        text: root.model.date
        size: Theme.pick(28, 22)
        color: Theme.c.inkSoft
    }
    Txt {
        anchors.right: parent.right
        height: parent.height
        text: root.model.clock
        size: Theme.pick(40, 30)
        bold: true
    }
}
