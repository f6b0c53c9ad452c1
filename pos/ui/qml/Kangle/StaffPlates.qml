import QtQuick

// What lies on the tray, a line a plate; turned page by page where it is long.
Rectangle {
    id: root

    required property var model
    readonly property int rowHeight: Theme.pick(104, 76)
    readonly property int headHeight: Theme.pick(81, 57)
    readonly property int footY: Theme.pick(798, 604)
    readonly property int inset: Theme.pick(26, 16)

    signal press(string what, string value)

    radius: Theme.radii.sheet
    color: Theme.c.porcelain
    border.width: 2
    border.color: Theme.c.line

    Txt {
        x: root.inset
        height: root.headHeight + Theme.pick(6, 4)
        text: root.model.head
        size: Theme.pick(32, 26)
        bold: true
    }
    Txt {
        x: root.width - root.inset - width
        height: root.headHeight + Theme.pick(6, 4)
        text: root.model.sure
        size: Theme.pick(24, 18)
        color: Theme.c.inkSoft
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: root.inset
        height: root.headHeight + Theme.pick(6, 4)
        spacing: Theme.pick(8, 6)
        visible: root.model.waiting !== ""

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "warn"
            size: Theme.pick(28, 24)
            color: Theme.c.amberInk
        }
        Txt {
            height: parent.height
            text: root.model.waiting
            size: Theme.pick(26, 22)
            bold: true
            color: Theme.c.amberInk
        }
    }
    Rectangle {
        x: 2
        y: root.headHeight - 1
        width: parent.width - 4
        height: 1
        color: Theme.c.line
    }
    Txt {
        y: root.headHeight
        width: parent.width
        height: 2 * root.rowHeight
        horizontalAlignment: Text.AlignHCenter
        text: root.model.empty
        size: Theme.pick(30, 24)
        color: Theme.c.inkSoft
    }
    Repeater {
        model: root.model.rows.length

        StaffPlateRow {
            required property int index

            x: 2
            y: root.headHeight + index * root.rowHeight
            width: root.width - 4
            height: root.rowHeight
            inset: root.inset - 2
            model: root.model.rows[index] ?? blank
            strike: root.model.strike
            ignore: root.model.ignore
            confirm: root.model.confirm
            choose: root.model.choose
            onPress: (what, value) => root.press(what, value)
        }
    }
    Item {
        id: pager
        x: root.inset
        y: Theme.pick(712, 526)
        width: parent.width - 2 * root.inset
        height: Theme.pick(76, 66)
        visible: root.model.page !== ""

        TouchButton {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.pick(200, 150)
            height: Theme.pick(64, 60)
            tone: "plain"
            icon: "back"
            label: root.model.before
            size: Theme.pick(28, 22)
            gap: Theme.pick(10, 8)
            bold: false
            enabled: root.model.has_before
            onTapped: root.press("page", "before")
        }
        Txt {
            width: parent.width
            height: parent.height
            horizontalAlignment: Text.AlignHCenter
            text: root.model.page
            size: Theme.pick(26, 20)
            color: Theme.c.inkSoft
        }
        TouchButton {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.pick(200, 150)
            height: Theme.pick(64, 60)
            tone: "plain"
            icon: "arrow"
            label: root.model.next
            size: Theme.pick(28, 22)
            gap: Theme.pick(10, 8)
            bold: false
            enabled: root.model.has_next
            onTapped: root.press("page", "next")
        }
    }
    Txt {
        y: root.footY - height - Theme.pick(12, 8)
        width: root.width
        height: Theme.pick(36, 30)
        horizontalAlignment: Text.AlignHCenter
        text: root.model.off_reason
        size: Theme.pick(26, 22)
        color: Theme.c.amberInk
    }
    TouchButton {
        x: root.inset
        y: root.footY
        width: Theme.pick(376, 258)
        height: Theme.pick(96, 68)
        icon: "plus"
        label: root.model.add
        size: Theme.pick(34, 24)
        gap: Theme.pick(16, 10)
        enabled: root.model.can_add
        onTapped: root.press("add", "")
    }
    TouchButton {
        x: root.width - root.inset - width
        y: root.footY
        width: Theme.pick(376, 258)
        height: Theme.pick(96, 68)
        tone: root.model.giving_up ? "ink" : "plain"
        icon: "cross"
        label: root.model.give_up
        size: Theme.pick(34, 24)
        gap: Theme.pick(16, 10)
        enabled: root.model.can_give_up
        onTapped: root.press("give-up", "")
    }
}
