import QtQuick

// What the marks mean, on one line from edge to edge, everything an equal gap apart.
Item {
    id: root

    property string contains: ""
    property var entries: []
    readonly property int size: 30
    readonly property int indent: 50 // of a word beside its mark
    readonly property real gap: (root.width - root.taken()) / Math.max(1, root.entries.length)

    function taken() {
        const words = [root.contains, ...root.entries.map(entry => entry.word)];
        // Asking for the font has the measure taken again when it comes.
        const share = metrics.font.family ? root.size / 100 : 0;
        const runs = words.reduce((sum, word) => sum + metrics.advanceWidth(word) * share, 0);
        return runs + root.entries.length * root.indent;
    }

    FontMetrics {
        id: metrics
        font.family: Theme.family
        // Large, so that hinting does not count.
        font.pixelSize: 100
    }
    Txt {
        id: contains
        height: root.height
        text: root.contains
        size: root.size
        color: Theme.c.inkSoft
    }
    Row {
        x: contains.contentWidth + root.gap
        height: root.height
        spacing: root.gap

        Repeater {
            model: root.entries.length

            Item {
                id: entry

                required property int index
                readonly property var model: root.entries[index] ?? ({
                        "mark": {
                            "text": "",
                            "half": false
                        },
                        "word": ""
                    })

                width: root.indent + word.contentWidth
                height: root.height

                BoardMark {
                    y: 2
                    model: entry.model.mark
                }
                Txt {
                    id: word
                    x: root.indent
                    height: entry.height
                    text: entry.model.word
                    size: root.size
                }
            }
        }
    }
}
