import QtQuick

// One plate of the tray: drawing, name, five figures and its price; or a plate nobody knows, a
// plate already paid, a ring for one to come.
Item {
    id: root

    property var model: blank
    property bool dense: false
    property int nameX: 0
    property int offset: 0
    property var edges: ({})
    readonly property var blank: ({
            "kind": "",
            "name": "",
            "drawing": "",
            "category": "",
            "kcal": "",
            "protein": "",
            "fat": "",
            "carbohydrate": "",
            "salt": "",
            "price": "",
            "doubt": "",
            "half": ""
        })
    readonly property bool held: root.model.kind === "unknown" || root.model.kind === "held"
    readonly property bool paid: root.model.kind === "paid"
    readonly property bool quiet: root.paid || root.model.kind === "over"
    readonly property bool unknown: root.model.kind === "unknown"
    readonly property int nameSize: Theme.latin ? Theme.pick(32, 24) : root.dense ? Theme.px.nameDense : Theme.px.name
    readonly property int priceSize: root.dense ? Theme.pick(34, 28) : Theme.px.price
    readonly property bool doubted: root.model.doubt !== ""
    readonly property int nameEnd: root.doubted ? doubt.x - Theme.pick(12, 8) : root.unknown ? root.edges.salt - root.offset - Theme.pick(160, 110) : root.edges.kcal - root.offset - kcal.width - Theme.pick(12, 8)

    Rectangle {
        anchors.fill: parent
        color: root.model.kind === "new" ? Theme.c.celadonWash : Theme.c.porcelain
        opacity: root.model.kind === "new" ? 1 : 0
        visible: opacity > 0

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.ms("newRowWash")
            }
        }
    }
    Rectangle {
        anchors.fill: parent
        anchors.topMargin: -1
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
        visible: !root.held
    }
    PlateArt {
        id: plate
        x: Theme.pick(32, 20)
        anchors.verticalCenter: parent.verticalCenter
        size: root.dense ? Theme.pick(50, 38) : Theme.pick(72, 50)
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
        x: Theme.pick(32, 20) + (root.dense ? Theme.pick(28, 20) : Theme.pick(42, 30))
        y: parent.height - height - (root.dense ? Theme.pick(2, 1) : Theme.pick(4, 4))
        dense: root.dense
        visible: root.doubted
    }
    Txt {
        id: doubt
        x: root.edges.salt - root.offset - width
        height: parent.height
        text: root.model.doubt
        size: Theme.px.number
        color: Theme.c.amberInk
    }
    Txt {
        id: name
        x: root.nameX
        width: Math.max(1, root.nameEnd - x)
        height: parent.height
        text: root.model.name
        size: root.nameSize
        bold: !root.quiet
        fit: true
        color: root.held ? Theme.c.amberInk : root.quiet ? Theme.c.inkSoft : Theme.c.ink
    }
    TrayFigure {
        id: kcal
        x: root.edges.kcal - root.offset - width
        height: parent.height
        text: root.model.kcal
        color: root.quiet ? Theme.c.inkSoft : Theme.c.ink
        visible: !root.doubted
    }
    Repeater {
        model: ["protein", "fat", "carbohydrate", "salt"]

        TrayFigure {
            required property string modelData
            x: root.edges[modelData] - root.offset - width
            height: root.height
            text: root.model[modelData]
            color: Theme.c.inkSoft
            visible: !root.doubted
        }
    }
    Txt {
        x: root.edges.price - root.offset - width
        height: parent.height
        text: root.model.price
        size: root.unknown ? Theme.px.number : root.paid ? Theme.pick(36, 26) : root.priceSize
        bold: !root.unknown && root.model.kind !== "over"
        color: root.held ? Theme.c.amberInk : root.quiet ? Theme.c.inkSoft : Theme.c.ink
    }
    NumberAnimation on opacity {
        from: 0
        to: 1
        duration: Theme.ms("newRow")
        running: root.model.kind === "new"
    }
}
