import QtQuick

// How the devices are, and what the last step was refused for. What to do about a device is as large
// as its name, the figures behind it are small.
Rectangle {
    id: root

    required property var model
    readonly property int inset: Theme.pick(30, 20)
    readonly property int headHeight: Theme.pick(82, 57)
    readonly property int detailHeight: Theme.pick(32, 26)
    // A row with details below it must keep its own words clear of them.
    readonly property int leastRow: Theme.pick(54, 47)
    readonly property int rows: Math.max(1, root.model.devices.length)
    readonly property int noticeHeight: words.height + Theme.pick(52, 34)
    // A notice takes its room from the rows, and from the last details where they would be cramped.
    readonly property int room: height - root.headHeight - Theme.pick(8, 6) - (words.text ? root.noticeHeight : 0)
    readonly property int detailRoom: Math.max(0, Math.floor((root.room - root.rows * root.leastRow) / root.detailHeight))
    readonly property int detailLines: root.linesBefore(root.model.devices.length)
    readonly property int rowHeight: Math.min(Theme.pick(88, 78), Math.floor((root.room - root.detailLines * root.detailHeight) / root.rows))

    function linesBefore(index) {
        let lines = 0;
        for (let i = 0; i < index; i++)
            lines += root.model.devices[i].details.length;
        return Math.min(lines, root.detailRoom);
    }

    radius: Theme.radii.sheet
    color: Theme.c.porcelain
    border.width: 2
    border.color: Theme.c.line

    Txt {
        x: root.inset
        height: root.headHeight + Theme.pick(6, 4)
        text: root.model.devices_head
        size: Theme.pick(32, 25)
        bold: true
    }
    Txt {
        anchors.right: parent.right
        anchors.rightMargin: root.inset
        height: root.headHeight + Theme.pick(6, 4)
        text: root.model.terminal
        size: Theme.pick(26, 20)
        color: Theme.c.inkSoft
    }
    Repeater {
        model: root.model.devices.length

        Item {
            id: row

            required property int index
            readonly property var device: root.model.devices[index] ?? ({
                    "name": "",
                    "fact": "",
                    "word": "",
                    "well": true,
                    "details": []
                })

            x: root.inset
            y: root.headHeight + index * root.rowHeight + root.linesBefore(index) * root.detailHeight
            width: root.width - 2 * root.inset
            height: root.rowHeight

            Rectangle {
                y: -1
                width: parent.width
                height: 1
                color: Theme.c.line
            }
            Txt {
                id: name
                height: parent.height
                text: row.device.name
                size: Theme.pick(28, 22)
            }
            Txt {
                anchors.right: parent.right
                anchors.rightMargin: Theme.pick(126, 104)
                width: Math.min(implicitWidth, parent.width - anchors.rightMargin - name.width - Theme.pick(16, 12))
                height: parent.height
                horizontalAlignment: Text.AlignRight
                text: row.device.fact
                size: Theme.pick(28, 22)
                fit: true
                bold: !row.device.well
                color: row.device.well ? Theme.c.inkSoft : Theme.c.ink
            }
            Verdict {
                anchors.right: parent.right
                height: parent.height
                mark: row.device.well ? "dot" : "up"
                word: row.device.word
                size: Theme.pick(28, 22)
                color: row.device.well ? Theme.c.ok : Theme.c.persimmon
            }
            Repeater {
                model: root.linesBefore(row.index + 1) - root.linesBefore(row.index)

                Txt {
                    required property int index

                    y: row.height - Theme.pick(14, 12) + index * root.detailHeight
                    width: row.width
                    height: root.detailHeight
                    text: row.device.details[index] ?? ""
                    size: Theme.pick(24, 18)
                    fit: true
                    color: Theme.c.inkSoft
                }
            }
        }
    }
    Rectangle {
        x: root.inset
        y: root.height - height - Theme.pick(20, 14)
        width: root.width - 2 * root.inset
        height: words.height + Theme.pick(24, 14)
        radius: Theme.radii.control
        color: root.model.notice ? Theme.c.persimmonPale : Theme.c.celadon
        visible: words.text !== ""

        Txt {
            id: words
            x: Theme.pick(20, 14)
            y: Theme.pick(12, 7)
            width: parent.width - 2 * x
            text: root.model.notice || root.model.said
            size: Theme.pick(24, 18)
            line: 1.4
            wrapMode: Text.Wrap
            color: root.model.notice ? Theme.c.persimmonInk : Theme.c.pine
        }
    }
}
