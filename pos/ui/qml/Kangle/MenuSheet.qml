import QtQuick

// Today's dishes by category, with what they cost.
Item {
    id: root

    required property var model

    Repeater {
        model: root.visible ? root.model.blocks.length : 0

        MenuBlock {
            required property int index
            model: root.model.blocks[index] ?? blank
        }
    }
    Txt {
        x: Theme.pick(82, 46)
        y: Theme.pick(975, 733)
        height: Theme.pick(48, 38)
        text: root.model.foot_left
        color: Theme.c.inkSoft
    }
    Txt {
        anchors.right: parent.left
        anchors.rightMargin: -Theme.pick(1198, 794)
        y: Theme.pick(975, 733)
        height: Theme.pick(48, 38)
        text: root.model.foot_right
        color: Theme.c.inkSoft
    }
}
