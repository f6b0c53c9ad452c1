import QtQuick

// Several plates are unknown: the one that is lifted is bound to the dish that was chosen.
Item {
    id: root

    required property var model

    signal press(string what, string value)

    anchors.fill: parent

    AttendantSheet {
        model: root.model.page
    }
    Scrim {
        onTouched: root.press("touch", "")
    }
    StaffCard {
        id: card
        x: Theme.pick(462, 289)
        y: Theme.pick(245, 179)
        width: Theme.pick(996, 702)
        height: Theme.pick(540, 402)
        headY: Theme.pick(40, 26)
        title: root.model.sentence
        back: root.model.cancel
        leaving: root.model.leaving
        onClosed: root.press("cancel", "")
        onTouched: root.press("touch", "")

        PlateLine {
            x: card.margin
            y: Theme.pick(144, 108)
            width: card.width - 2 * card.margin
            drawing: root.model.drawing
            category: root.model.category
            name: root.model.name
            price: root.model.price
        }
        MovingBar {
            x: card.margin
            y: Theme.pick(320, 236)
            width: card.width - 2 * card.margin
            height: Theme.pick(12, 10)
        }
        Txt {
            x: card.margin
            y: Theme.pick(376, 278)
            height: Theme.pick(112, 84)
            text: root.model.note
            size: Theme.pick(34, 26)
            line: 1.5
            color: Theme.c.inkSoft
        }
    }
}
