import QtQuick

// One plate of a tray of thirteen and more: drawing, name, energy and price.
Item {
    id: root

    property var model: blank
    property bool dense: false
    property int nameX: 0
    property int nameSize: Theme.pick(36, 28)
    property int kcalEdge: 0
    property bool withKcal: true
    property string unit: ""
    readonly property var blank: ({
            "kind": "",
            "name": "",
            "drawing": "",
            "category": "",
            "kcal": "",
            "price": "",
            "short": "",
            "doubt": ""
        })
    readonly property bool held: root.model.kind === "unknown" || root.model.kind === "held"
    readonly property bool unknown: root.model.kind === "unknown"
    readonly property bool paid: root.model.kind === "paid"
    readonly property bool quiet: root.paid || root.model.kind === "over"
    readonly property bool doubted: root.model.doubt !== ""
    // A large row holds a second line: what is in doubt, or the energy where it has no column.
    readonly property string below: root.dense ? "" : root.doubted ? root.model.doubt : root.withKcal || !root.model.kcal ? "" : root.model.kcal + " " + root.unit
    readonly property real nameEnd: root.unknown || root.doubted ? price.x - 8 : root.withKcal ? root.kcalEdge - kcal.width - 8 : price.x - 8

    Rectangle {
        anchors.fill: parent
        color: Theme.c.celadonWash
        visible: root.model.kind === "new"
    }
    Rectangle {
        anchors.fill: parent
        anchors.topMargin: -1
        anchors.leftMargin: -10
        anchors.rightMargin: -10
        color: Theme.c.amberPale
        border.width: 3
        border.color: Theme.c.amberInk
        visible: root.held
    }
    Rectangle {
        y: parent.height - 1
        width: parent.width
        height: 1
        color: Theme.c.line
        visible: !root.held && root.model.kind !== "rest"
    }
    PlateArt {
        anchors.verticalCenter: parent.verticalCenter
        size: root.dense ? Theme.pick(50, 38) : Theme.pick(68, 48)
        drawing: root.model.drawing
        category: root.model.category
        opacity: root.paid ? 0.45 : 1
    }
    InDoubt {
        x: root.dense ? Theme.pick(28, 20) : Theme.pick(40, 28)
        y: parent.height - height - Theme.pick(3, 2)
        dense: root.dense
        visible: root.doubted
    }
    Txt {
        x: root.nameX
        y: Theme.pick(44, 32)
        height: Theme.pick(38, 28)
        text: root.below
        size: Theme.pick(28, 22)
        line: 1.2
        color: root.held ? Theme.c.amberInk : Theme.c.inkSoft
    }
    Txt {
        x: root.model.kind === "rest" ? 0 : root.nameX
        y: root.below ? Theme.pick(0, 1) : 0
        width: Math.max(1, root.nameEnd - x)
        height: root.below ? Theme.pick(46, 34) : parent.height
        text: root.model.name
        size: root.nameSize
        bold: !root.quiet
        fit: true
        color: root.held ? Theme.c.amberInk : root.quiet ? Theme.c.inkSoft : Theme.c.ink
    }
    Txt {
        id: kcal
        x: root.kcalEdge - width
        height: parent.height
        text: root.model.kcal
        size: Theme.pick(28, 24)
        color: root.quiet ? Theme.c.inkSoft : Theme.c.ink
        visible: root.withKcal && !root.doubted
    }
    Txt {
        id: price
        x: root.width - width
        height: parent.height
        text: root.unknown ? root.model.short : root.model.price
        size: root.unknown ? Theme.pick(30, 24) : root.paid ? Theme.pick(36, 26) : root.dense ? Theme.pick(34, 28) : Theme.pick(38, 28)
        bold: !root.unknown && root.model.kind !== "over"
        color: root.held ? Theme.c.amberInk : root.quiet ? Theme.c.inkSoft : Theme.c.ink
    }
}
