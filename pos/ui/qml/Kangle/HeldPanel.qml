import QtQuick

// The tray has to wait: one sentence, a disc a plate, what stays true.
Item {
    id: root

    required property var model
    readonly property int count: root.model.discs.length
    readonly property int lines: root.count <= 6 ? 1 : root.count <= 16 ? 2 : 3
    readonly property int across: Math.max(6, Math.ceil(root.count / Math.max(1, root.lines)))
    readonly property real least: Theme.pick(8, 6)
    readonly property int disc: Math.min(Theme.pick(72, 50), Math.floor((Theme.contentWidth - (root.across - 1) * root.least) / root.across))
    readonly property real gap: (Theme.contentWidth - root.across * root.disc) / (root.across - 1)
    readonly property int discsY: Theme.pick(550, 404)
    // Below this there is room.
    readonly property int lowest: root.count ? root.discsY + root.discsHeight : root.discsY
    readonly property int discsHeight: root.lines * root.disc + (root.lines - 1) * Theme.pick(12, 8)

    PanelTitle {
        icon: root.model.icon
        text: root.model.title
    }
    Txt {
        id: sentence
        x: Theme.contentX
        y: Theme.pick(229, 183)
        // Seven large characters are four pixels longer than the panel's column; their ink is not.
        width: Theme.contentWidth + (Theme.latin ? 0 : Theme.pick(4, 0))
        height: Theme.pick(285, 195)
        text: root.model.sentence
        size: Theme.px.sentence
        bold: true
        fit: true
        line: 1.25
    }
    Repeater {
        model: root.count

        Rectangle {
            id: place

            required property int index
            readonly property bool unknown: root.model.discs[index] === "?"

            x: Theme.contentX + (index % root.across) * (root.disc + root.gap)
            y: root.discsY + Math.floor(index / root.across) * (root.disc + Theme.pick(12, 8))
            width: root.disc
            height: root.disc
            radius: width / 2
            color: place.unknown ? Theme.c.ink : Theme.c.porcelain
            border.width: place.unknown ? 0 : 2
            border.color: Theme.c.amberInk

            Txt {
                anchors.fill: parent
                horizontalAlignment: Text.AlignHCenter
                text: root.model.discs[place.index] ?? ""
                size: root.disc < Theme.pick(60, 44) ? Theme.px.label : Theme.pick(32, 24)
                bold: true
                color: place.unknown ? Theme.c.porcelain : Theme.c.ink
            }
        }
    }
    Txt {
        x: Theme.contentX
        // A hint and its button stand below it where plates are shown one by one.
        y: !root.count ? root.discsY : root.model.take_back ? root.lowest + Theme.pick(12, 10) : Math.max(Theme.pick(653, 472), root.lowest + Theme.pick(16, 12))
        width: Theme.contentWidth
        height: Theme.pick(150, 112)
        text: root.model.help
        size: Theme.pick(32, 24)
        line: 1.5
        fit: true
        verticalAlignment: Text.AlignTop
    }
}
