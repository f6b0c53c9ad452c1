import QtQuick

// How many plates lie there, on the panel's first line: the figure large, its words beside it.
Row {
    id: root

    required property var model

    x: Theme.contentX
    y: Theme.pick(16, 8)
    height: Theme.pick(64, 48)
    spacing: Theme.pick(14, 13)

    Txt {
        height: parent.height
        text: root.model.before
        size: Theme.px.count
        visible: text !== ""
    }
    Txt {
        height: parent.height
        text: root.model.number
        size: Theme.pick(50, 38)
        bold: true
    }
    Txt {
        height: parent.height
        text: root.model.after
        size: Theme.px.count
    }
}
