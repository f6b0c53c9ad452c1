import QtQuick

// The dark line of the attendant's page: who, since when, how long it stays, the way back.
Rectangle {
    id: root

    required property var model

    signal tapped

    width: Theme.stageWidth
    height: Theme.pick(96, 72)
    color: Theme.c.soy

    Icon {
        x: Theme.pick(48, 24)
        anchors.verticalCenter: parent.verticalCenter
        name: "person"
        size: Theme.pick(40, 30)
        color: Theme.c.porcelain
    }
    Row {
        x: Theme.pick(112, 70)
        height: parent.height
        spacing: Theme.pick(26, 18)

        Txt {
            height: parent.height
            text: root.model.title
            size: Theme.pick(34, 26)
            bold: true
            color: Theme.c.porcelain
        }
        Txt {
            height: parent.height
            text: root.model.who
            size: Theme.pick(26, 22)
            color: Theme.c.onSoySoft
        }
        Txt {
            height: parent.height
            text: root.model.shift
            size: Theme.pick(26, 22)
            color: Theme.c.onSoySoft
        }
    }
    Hurry {
        anchors.right: back.left
        anchors.rightMargin: Theme.pick(24, 16)
        height: parent.height
        text: root.model.leaving_soon ? root.model.leaving : ""
        color: Theme.c.amber
    }
    Txt {
        anchors.right: back.left
        anchors.rightMargin: Theme.pick(24, 16)
        height: parent.height
        text: root.model.leaving_soon ? "" : root.model.leaving
        size: Theme.pick(26, 22)
        color: Theme.c.onSoySoft
    }
    TouchButton {
        id: back
        x: parent.width - width - Theme.pick(48, 24)
        y: Theme.pick(12, 6)
        width: Theme.pick(218, 172)
        height: Theme.pick(72, 60)
        tone: "white"
        icon: "back"
        label: root.model.back
        size: Theme.pick(30, 24)
        onTapped: root.tapped()
    }
}
