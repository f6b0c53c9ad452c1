import QtQuick

// This till is off: what happened, what staff can do, and one small line for whoever mends it.
Item {
    id: root

    required property var model

    signal press(string what, string value)

    PanelTitle {
        icon: root.model.icon
        text: root.model.title
        color: Theme.c.porcelain
        iconColor: Theme.c.amber
    }
    Txt {
        x: Theme.contentX
        y: Theme.latin ? Theme.pick(214, 172) : Theme.pick(228, 179)
        width: Theme.contentWidth
        height: Theme.latin ? Theme.pick(240, 165) : Theme.pick(200, 135)
        text: root.model.sentence
        size: Theme.latin ? Theme.pick(64, 44) : Theme.pick(80, 54)
        bold: true
        fit: true
        line: 1.25
        color: Theme.c.porcelain
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(470, 348)
        width: Theme.contentWidth
        height: Theme.pick(102, 78)
        text: root.model.help
        size: Theme.pick(34, 26)
        line: 1.5
        fit: true
        color: Theme.c.onSoySoft
    }
    StaffButton {
        y: Theme.pick(717, 536)
        visible: root.model.by_hand !== ""
        label: root.model.by_hand
        note: root.model.by_staff
        icon: "plate"
        tone: "onSoy"
        onTapped: root.press("byhand", "")
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(990, 742)
        height: Theme.pick(48, 36)
        text: root.model.code
        size: Theme.pick(26, 22)
        color: Theme.c.onSoySoft
    }
    Txt {
        x: Theme.contentX + Theme.contentWidth - width
        y: Theme.pick(990, 742)
        height: Theme.pick(48, 36)
        text: root.model.attempt
        size: Theme.pick(26, 22)
        color: Theme.c.onSoySoft
    }
}
