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
            "doubt": "",
            "half": ""
        })
    readonly property bool held: root.model.kind === "unknown" || root.model.kind === "held"
    readonly property bool unknown: root.model.kind === "unknown"
    readonly property bool paid: root.model.kind === "paid"
    readonly property bool quiet: root.paid || root.model.kind === "over"
    readonly property bool doubted: root.model.doubt !== ""
    // A large row holds a second line: what is in doubt, or the energy where it has no column.
    readonly property bool kcalBelow: !root.dense && !root.withKcal && !root.doubted && root.model.kcal !== ""
    readonly property bool two: root.kcalBelow || (root.doubted && !root.dense)
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
        id: plate
        anchors.verticalCenter: parent.verticalCenter
        size: root.dense ? Theme.pick(50, 38) : Theme.pick(68, 48)
        drawing: root.model.drawing
        category: root.model.category
        opacity: root.paid ? 0.45 : 1
    }
    HalfMark {
        text: root.model.half
        name: name
        plate: plate
        end: root.nameEnd
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
        text: root.dense ? "" : root.model.doubt
        size: Theme.pick(28, 22)
        line: 1.2
        color: Theme.c.amberInk
    }
    Txt {
        id: name
        x: root.model.kind === "rest" ? 0 : root.nameX
        y: root.two ? Theme.pick(-2, 0) : 0
        width: Math.max(1, root.nameEnd - x)
        height: root.two ? Theme.pick(46, 34) : parent.height
        text: root.model.name
        size: root.nameSize
        bold: !root.quiet
        fit: true
        color: root.held ? Theme.c.amberInk : root.quiet ? Theme.c.inkSoft : Theme.c.ink
    }
    TrayFigure {
        id: kcal
        x: root.kcalBelow ? root.nameX : root.kcalEdge - width
        y: root.kcalBelow ? Theme.pick(43, 31) : 0
        height: root.kcalBelow ? Theme.pick(42, 32) : parent.height
        text: root.model.kcal
        color: root.quiet || root.kcalBelow ? Theme.c.inkSoft : Theme.c.ink
        visible: root.kcalBelow || (root.withKcal && !root.doubted)
    }
    Txt {
        x: kcal.x + kcal.width + Theme.pick(8, 6)
        anchors.baseline: kcal.baseline
        text: root.kcalBelow ? root.unit : ""
        color: Theme.c.inkSoft
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
