import QtQuick

// The left side: the menu, what lies on the tray, or one line where there is nothing to show.
Item {
    id: root

    required property var model
    signal press(string what, string value)

    Rectangle {
        x: Theme.pick(48, 24)
        y: Theme.pick(104, 72)
        width: Theme.pick(1184, 792)
        height: Theme.pick(928, 704)
        radius: Theme.pick(28, 20)
        color: Theme.c.porcelain
        border.width: 2
        border.color: Theme.c.line
    }
    Txt {
        x: Theme.pick(48, 24)
        y: Theme.pick(104, 72)
        width: Theme.pick(1184, 792)
        height: Theme.pick(928, 704)
        horizontalAlignment: Text.AlignHCenter
        text: root.model.line
        size: Theme.pick(48, 34)
        color: Theme.c.inkSoft
        visible: text !== ""
    }
    MenuSheet {
        model: root.model
        visible: root.model.kind === "menu"
    }
    Loader {
        active: root.model.kind === "tray"
        sourceComponent: root.model.layout.startsWith("columns") ? columns : table

        Component {
            id: table
            TrayTable {
                model: root.model
            }
        }
        Component {
            id: columns
            TrayColumns {
                model: root.model
            }
        }
    }
    Loader {
        active: root.model.kind === "tray"
        sourceComponent: ({
                "note": note,
                "bars": bars,
                "strip": strip,
                "held": held
            })[root.model.foot] ?? null

        Component {
            id: note
            Txt {
                x: Theme.pick(82, 46)
                y: Theme.pick(968, 728)
                height: Theme.pick(48, 40)
                text: root.model.note
                color: Theme.c.inkSoft
            }
        }
        Component {
            id: bars
            Bars {
                model: root.model
                onPress: (what, value) => root.press(what, value)
            }
        }
        Component {
            id: strip
            Strip {
                model: root.model
                onPress: (what, value) => root.press(what, value)
            }
        }
        Component {
            id: held
            HeldFoot {
                model: root.model.held
                low: root.model.layout !== "rows"
            }
        }
    }
}
