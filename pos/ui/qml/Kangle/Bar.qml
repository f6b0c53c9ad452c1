import QtQuick

// A nutrient's bar on its track, with the reference range behind it. One rounded bar runs to the
// value; over it a bar of the inner colour to the upper edge, its right end squared.
Item {
    id: root

    required property var model
    property int thick: Theme.pick(18, 14)
    property int rise: 6

    readonly property real end: root.width * root.model.share
    readonly property real edge: root.width * root.model.high
    readonly property bool beyond: root.model.high_tick && root.model.share > root.model.high

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        height: root.thick
        radius: height / 2
        color: Theme.c.track
    }
    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        x: root.width * root.model.low
        width: root.edge - x
        height: root.thick + 2 * root.rise
        radius: Theme.pick(4, 3)
        color: Theme.c.celadonDeep
    }
    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(root.end, root.model.share > 0 ? height : 0)
        height: root.thick
        radius: height / 2
        color: root.beyond ? Theme.c[root.model.over] : Theme.c[root.model.fill]
    }
    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: root.edge
        height: root.thick
        radius: height / 2
        color: Theme.c.pine
        visible: root.beyond
    }
    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        x: root.edge - width
        width: Math.min(root.thick, root.edge)
        height: root.thick
        color: Theme.c.pine
        visible: root.beyond
    }
    Repeater {
        model: 2

        Rectangle {
            required property int index
            anchors.verticalCenter: parent.verticalCenter
            x: Math.round(root.width * (index ? root.model.high : root.model.low)) - 1
            width: 2
            height: root.thick + 2 * root.rise
            color: Theme.c.ink
            visible: index ? root.model.high_tick : root.model.low_tick
        }
    }
}
