import QtQuick

// One ingredient. `model` is a `Line` of the props; `number` counts from 0.
Item {
    id: root

    required property QtObject desk
    required property var model
    required property int number
    required property var columns
    required property int keys
    property bool last: false
    property bool editable: true
    readonly property int gap: Theme.pick(6, 4)
    readonly property int box: Theme.pick(38, 32)
    readonly property int lift: Math.round((root.height - root.box) / 2)
    readonly property string begin: "line." + root.number + "."

    signal caught(var item)

    height: Math.max(root.box + 4, food.rows > 1 ? food.implicitHeight + 6 : 0)

    function edge(place) {
        let x = 0;
        for (let each = 0; each < place; each += 1)
            x += root.columns[each] + root.gap;
        return x;
    }
    function wrong(name) {
        return root.model.wrong.indexOf(name) >= 0;
    }
    function go(by, name) {
        root.desk.focusAsked("line." + (root.number + by) + "." + name);
    }

    Txt {
        width: root.columns[0]
        height: root.height
        text: root.number + 1
        size: 18
        color: Theme.c.inkSoft
    }
    Rectangle {
        x: root.edge(1)
        y: 2
        width: root.columns[1]
        height: root.height - 4
        radius: Theme.radii.chip
        color: root.wrong("food") ? Theme.c.persimmonPale : area.containsMouse ? Theme.c.weekend : "transparent"
        border.width: root.wrong("food") || activeFocus ? 2 : 0
        border.color: activeFocus ? Theme.c.pine : Theme.c.persimmon
        activeFocusOnTab: true

        DeskWords {
            id: food
            x: 4
            width: parent.width - 6
            anchors.verticalCenter: parent.verticalCenter
            text: root.model.food
            bold: true
        }
        MouseArea {
            id: area
            anchors.fill: parent
            hoverEnabled: true
            enabled: root.editable
            onClicked: root.desk.press("choose", "food." + root.number)
        }
        Keys.onReturnPressed: if (root.editable)
            root.desk.press("choose", "food." + root.number)
    }
    DeskInput {
        x: root.edge(2)
        y: root.lift
        width: root.columns[2]
        height: root.box
        desk: root.desk
        name: root.begin + "amount"
        value: root.model.amount
        wrong: root.wrong("amount")
        editable: root.editable
        toRight: true
        onUp: root.go(-1, "amount")
        onDown: root.go(1, "amount")
        input.onActiveFocusChanged: if (input.activeFocus)
            root.caught(root)
    }
    DeskWords {
        x: root.edge(3)
        width: root.columns[3]
        height: root.height
        text: root.model.grams
        color: Theme.c.inkSoft
        horizontalAlignment: Text.AlignRight
    }
    DeskInput {
        x: root.edge(4)
        y: root.lift
        width: root.columns[4]
        height: root.box
        desk: root.desk
        name: root.begin + "edible"
        value: root.model.edible
        hint: root.model.edible_hint
        wrong: root.wrong("edible")
        editable: root.editable
        toRight: true
        onUp: root.go(-1, "edible")
        onDown: root.go(1, "edible")
    }
    DeskInput {
        x: root.edge(5)
        y: root.lift
        width: root.columns[5]
        height: root.box
        desk: root.desk
        name: root.begin + "eaten"
        value: root.model.eaten
        wrong: root.wrong("eaten")
        editable: root.editable
        toRight: true
        onUp: root.go(-1, "eaten")
        onDown: root.go(1, "eaten")
    }
    DeskInput {
        x: root.edge(6)
        y: root.lift
        width: root.width - x - 3 * root.keys - 6
        height: root.box
        desk: root.desk
        name: root.begin + "note"
        value: root.model.note
        editable: root.editable
        size: 18
    }
    Row {
        anchors.right: parent.right
        height: root.height

        Repeater {
            model: [["line-up", "down"], ["line-down", "down"], ["line-remove", "cross"]]

            Item {
                id: key
                required property var modelData
                required property int index
                readonly property bool free: root.editable && !(index === 0 && root.number === 0) && !(index === 1 && root.last)
                width: root.keys
                height: root.height

                Icon {
                    anchors.centerIn: parent
                    name: key.modelData[1]
                    rotation: key.index === 0 ? 180 : 0
                    size: Theme.pick(20, 18)
                    color: key.free ? Theme.c.ink : Theme.c.line
                }
                MouseArea {
                    objectName: key.modelData[0]
                    anchors.fill: parent
                    enabled: key.free
                    onClicked: root.desk.press(key.modelData[0], root.number)
                }
            }
        }
    }
    Rectangle {
        y: root.height - 1
        width: root.width
        height: 1
        color: Theme.c.line
    }
}
