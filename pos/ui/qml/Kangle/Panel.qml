import QtQuick

// The right side: its colour is the state; what stands in it says the same in words and shapes.
Item {
    id: root

    required property var model

    // What stands in the panel's upper part ends here; a notice may begin below.
    readonly property real filled: content.item?.lowest ?? 0

    signal press(string what, string value)

    width: Theme.stageWidth
    height: Theme.stageHeight

    Rectangle {
        x: Theme.panelX
        width: Theme.stageWidth - Theme.panelX
        height: parent.height
        color: Theme.c[root.model.ground]

        Behavior on color {
            enabled: root.model.ground === "pine"

            ColorAnimation {
                duration: Theme.ms("toPaid")
            }
        }
    }
    Loader {
        id: content

        readonly property var kinds: ({
                "idle": idle,
                "wait": wait,
                "filling": filling,
                "settled": settled,
                "paid": paid,
                "held": held,
                "out": out
            })

        sourceComponent: kinds[root.model.kind] ?? null
        onLoaded: {
            if (root.model.kind === "settled")
                fade.restart();
            else
                opacity = 1;
        }

        NumberAnimation {
            id: fade
            target: content
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.ms("toSettled")
        }
        Component {
            id: idle
            IdlePanel {
                model: root.model
            }
        }
        Component {
            id: wait
            WaitPanel {
                model: root.model
            }
        }
        Component {
            id: filling
            FillingPanel {
                model: root.model
            }
        }
        Component {
            id: settled
            SettledPanel {
                model: root.model
                onPress: (what, value) => root.press(what, value)
            }
        }
        Component {
            id: paid
            PaidPanel {
                model: root.model
            }
        }
        Component {
            id: held
            HeldPanel {
                model: root.model
            }
        }
        Component {
            id: out
            OutPanel {
                model: root.model
                onPress: (what, value) => root.press(what, value)
            }
        }
    }
    Txt {
        x: Theme.contentX
        y: takeBack.y - height - Theme.pick(6, 5)
        width: Theme.contentWidth
        height: Theme.pick(38, 28)
        text: root.model.take_back_note
        size: Theme.pick(32, 24)
        line: 1.2
        fit: true
    }
    TouchButton {
        id: takeBack
        x: Theme.contentX
        y: call.y - height - Theme.pick(20, 14)
        width: Theme.contentWidth
        height: Theme.pick(96, 76)
        tone: root.model.kind === "held" ? "inkLine" : "outline"
        icon: "undo"
        label: root.model.take_back
        fit: true
        visible: label !== ""
        onTapped: root.press("take-back", "")
    }
    StaffButton {
        y: takeBack.y
        tone: "inkLine"
        icon: "cash"
        label: root.model.again
        note: root.model.by_staff
        visible: label !== ""
        onTapped: root.press("cash", "")
    }
    Notice {
        text: root.model.notice
        highest: root.filled
        lowest: takeBack.visible ? takeBack.y : root.model.working ? Theme.pick(818, 606) : call.y
        visible: root.model.notice !== "" && root.model.kind !== "out"
    }
    CallButton {
        id: call

        readonly property bool big: root.model.kind === "held" || root.model.kind === "out"

        label: root.model.call
        icon: root.model.called ? "tick" : "bell"
        tone: ({
                "paid": "onPine",
                "held": "ink",
                "out": "white"
            })[root.model.kind] ?? "outline"
        size: big ? Theme.px.callBig : Theme.pick(36, 28)
        iconSize: big ? Theme.pick(56, 40) : Theme.pick(40, 31)
        gap: Theme.pick(17, 13)
        y: root.model.kind === "held" ? Theme.pick(892, 672) : root.model.kind === "out" ? Theme.pick(833, 626) : Theme.pick(936, 700)
        height: big ? Theme.pick(140, 104) : Theme.pick(96, 76)
        onTapped: root.press("call", "")
    }
}
