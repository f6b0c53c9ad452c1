import QtQuick

// Nothing lies there: the meal, and what to do first.
Item {
    id: root

    required property var model
    readonly property int lowest: Theme.pick(700, 510)

    PanelTitle {
        text: root.model.title
    }
    Txt {
        x: Theme.contentX + Theme.contentWidth - width
        y: Theme.pick(16, 8)
        height: Theme.pick(64, 48)
        text: root.model.aside
        size: Theme.pick(32, 24)
        color: Theme.c.inkSoft
    }
    TrayDrawing {
        x: Theme.contentX
        y: Theme.pick(209, 172)
        width: Theme.contentWidth
        height: Theme.pick(327, 228)
        visible: !root.model.tapping
    }
    PlateDrawing {
        x: Theme.contentX
        y: Theme.pick(209, 172)
        width: Theme.contentWidth
        height: Theme.pick(327, 228)
        visible: root.model.tapping
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(574, 425)
        width: Theme.contentWidth
        height: Theme.pick(124, 84)
        text: root.model.prompt
        size: Theme.px.prompt
        spacing: 0.02
        bold: true
        fit: true
    }
    Txt {
        x: Theme.contentX
        y: Theme.pick(705, 506)
        width: Theme.contentWidth
        height: Theme.pick(104, 80)
        text: root.model.help
        size: Theme.pick(34, 26)
        line: 1.5
        fit: true
        color: Theme.c.inkSoft
    }
}
