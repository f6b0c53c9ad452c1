import QtQuick

// What just happened, what it means, what to do: one line above the editor and the figures.
Rectangle {
    id: root

    required property QtObject desk
    readonly property var model: root.desk.say
    readonly property var looks: ({
            "good": [Theme.c.celadon, Theme.c.pine, "tick"],
            "bad": [Theme.c.persimmonPale, Theme.c.persimmonInk, "warn"],
            "plain": [Theme.c.weekend, Theme.c.ink, "dot"]
        })
    readonly property var look: root.looks[root.model.tone]

    color: root.model.text ? root.look[0] : "transparent"

    Icon {
        id: sign
        x: Theme.pick(24, 16)
        anchors.verticalCenter: parent.verticalCenter
        name: root.model.text ? root.look[2] : ""
        size: Theme.pick(22, 20)
        color: root.look[1]
    }
    DeskWords {
        x: sign.x + sign.width + 10
        width: root.width - x - Theme.pick(24, 16)
        height: root.height
        text: root.model.text
        bold: root.model.tone !== "plain"
        color: root.look[1]
    }
}
