import QtQuick

// What the last step was refused for, in bold, and what to do, above a button. It is written as
// large as its room allows; where even the smallest has none, what to do is left to the staff's page.
Rectangle {
    id: root

    property string text: ""
    property int highest: 0
    property int lowest: 0
    // How many of the sizes are passed over at once, where the page needs its room.
    property int smaller: 0
    readonly property var parts: root.text.split("\n")
    readonly property int inset: Theme.pick(20, 14)
    readonly property int inner: root.width - 2 * root.inset
    readonly property int gap: Theme.pick(16, 10)
    readonly property real room: root.lowest - root.gap - root.highest - Theme.pick(24, 16)
    readonly property int step: Math.max(root.smaller, large.whole <= root.room ? 0 : middle.whole <= root.room ? 1 : 2)
    readonly property bool brief: root.step === 2 && small.whole > root.room
    readonly property Item chosen: [large, middle, small][root.step]

    component Words: Item {
        id: words

        property int size: 24
        readonly property real whole: first.height + (rest.text ? rest.height : 0)
        readonly property int indent: Math.round(1.5 * size)

        x: root.inset
        y: Theme.pick(12, 8)
        width: root.inner
        height: root.brief ? first.height : words.whole
        visible: root.chosen === words

        Icon {
            y: Math.round(0.13 * words.size)
            name: "warn"
            size: Math.round(1.1 * words.size)
            color: Theme.c.persimmonInk
        }
        Txt {
            id: first
            x: words.indent
            width: words.width - x
            // What is too long for a line breaks by phrase.
            text: metrics.advanceWidth(root.parts[0]) * words.size / 100 > width ? root.parts[0].replace(/，/g, "，\n") : root.parts[0]
            size: words.size
            bold: true
            line: 1.3
            wrapMode: Text.Wrap
        }
        Txt {
            id: rest
            x: words.indent
            y: first.height
            width: words.width - x
            visible: !root.brief
            text: root.parts.slice(1).join("\n")
            size: words.size
            line: 1.3
            wrapMode: Text.Wrap
        }
    }

    FontMetrics {
        id: metrics
        font.family: Theme.family
        // Of a fixed size: a measure taken by a function is not taken again when its font changes.
        font.pixelSize: 100
        font.weight: Font.Bold
    }

    x: Theme.contentX
    y: root.lowest - height - root.gap
    width: Theme.contentWidth
    height: root.chosen.height + Theme.pick(24, 16)
    radius: Theme.pick(14, 10)
    color: Theme.c.persimmonPale

    Words {
        id: large
        size: Theme.pick(34, 26)
    }
    Words {
        id: middle
        size: Theme.pick(28, 24)
    }
    Words {
        id: small
        size: Theme.px.label
    }
}
