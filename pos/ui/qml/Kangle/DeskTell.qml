import QtQuick

// Something that must be decided first: what happened, what it means, what can be done.
DeskCard {
    id: root

    required property var model

    wide: Theme.pick(960, 820)
    high: Theme.pick(420, 380)
    title: root.model.title

    Txt {
        id: said
        x: root.margin
        y: root.upper
        width: root.inner
        height: implicitHeight
        text: root.model.said
        size: Theme.pick(24, 20)
        line: 1.45
        wrapMode: Text.Wrap
        bold: true
    }
    Txt {
        x: root.margin
        y: said.y + said.height + Theme.pick(16, 10)
        width: root.inner
        height: implicitHeight
        text: root.model.todo
        size: Theme.pick(22, 18)
        line: 1.45
        wrapMode: Text.Wrap
        color: Theme.c.inkSoft
    }
    Row {
        x: root.margin
        y: root.lower - height
        spacing: Theme.pick(16, 10)

        Repeater {
            model: root.model.buttons.length

            DeskButton {
                required property int index
                height: Theme.pick(56, 48)
                pad: Theme.pick(28, 16)
                size: Theme.pick(22, 20)
                desk: root.desk
                model: root.model.buttons[index]
            }
        }
    }
}
