import QtQuick

// Something is under way; it says nothing about how long. Where movement is not wanted, three dots
// that fill.
Item {
    id: root

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: Theme.c.celadonDeep
        visible: Theme.moves
    }
    Rectangle {
        id: block
        width: root.width * 0.34
        height: root.height
        radius: height / 2
        color: Theme.c.pine
        visible: Theme.moves

        NumberAnimation on x {
            from: 0
            to: root.width - block.width
            duration: Math.max(1, Theme.ms("movingBar"))
            loops: Animation.Infinite
            running: root.visible && Theme.moves
        }
    }
    Row {
        spacing: root.height
        visible: !Theme.moves

        Repeater {
            model: 3

            Rectangle {
                required property int index
                width: root.height
                height: root.height
                radius: height / 2
                color: index <= dots.step ? Theme.c.pine : Theme.c.celadonDeep
            }
        }
    }
    Timer {
        id: dots

        property int step: 0

        interval: 700
        repeat: true
        running: root.visible && !Theme.moves
        onTriggered: step = (step + 1) % 3
    }
}
