import QtQuick

// One thing to wait for or to do, in large words; where nothing is left to pay, with the tick.
Item {
    id: root

    required property var model
    readonly property real lowest: root.model.help ? Theme.pick(628, 470) : prompt.y + prompt.contentHeight

    PanelTitle {
        text: root.model.title
    }
    Counted {
        model: root.model
        visible: root.model.number !== ""
    }
    Txt {
        x: Theme.contentX + Theme.contentWidth - width
        y: Theme.pick(16, 8)
        height: Theme.pick(64, 48)
        text: root.model.aside
        size: Theme.pick(32, 24)
        color: Theme.c.inkSoft
    }
    Rectangle {
        x: Theme.contentX
        y: Theme.pick(146, 104)
        width: Theme.pick(200, 132)
        height: width
        radius: width / 2
        color: Theme.c.pine
        visible: root.model.done

        Icon {
            anchors.centerIn: parent
            name: "tick"
            size: Math.round(parent.width * 0.72)
            color: Theme.c.porcelain
        }
    }
    Txt {
        id: prompt
        x: Theme.contentX
        y: root.model.done ? Theme.pick(386, 264) : Theme.pick(380, 290)
        visible: text !== ""
        width: Theme.contentWidth
        height: root.model.done ? Theme.pick(360, 240) : Theme.pick(124, 84)
        verticalAlignment: root.model.done ? Text.AlignTop : Text.AlignVCenter
        text: root.model.prompt
        size: Theme.px.prompt
        line: 1.25
        spacing: 0.02
        bold: true
        fit: true
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(524, 390)
        width: Theme.contentWidth
        height: Theme.pick(104, 80)
        text: root.model.help
        size: Theme.pick(34, 26)
        line: 1.5
        fit: true
        color: Theme.c.inkSoft
    }
}
