import QtQuick

// A verdict: its mark and its word, so that neither stands by colour alone.
Row {
    id: root

    property string mark: ""
    property string word: ""
    property color color: Theme.c.ink
    property int size: Theme.px.barLabel
    property real closer: 0 // em between letters

    spacing: Math.round(root.size * 0.33)

    Icon {
        readonly property var files: ({
                "dot": "dot",
                "up": "up",
                "down": "downmark"
            })
        anchors.verticalCenter: parent.verticalCenter
        name: files[root.mark] ?? ""
        color: root.color
        size: Math.round(root.size * 0.75)
    }
    Txt {
        height: parent.height
        text: root.word
        size: root.size
        bold: true
        spacing: root.closer
        color: root.color
    }
}
