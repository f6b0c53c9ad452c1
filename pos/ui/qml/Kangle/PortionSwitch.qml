import QtQuick

// Whole portions or halves: what the next touch on a dish means.
Item {
    id: root

    required property var grid
    readonly property int gap: Theme.pick(12, 8)

    signal press(string what, string value)

    height: Theme.pick(72, 60)
    visible: root.grid.half !== ""

    Repeater {
        model: ["whole", "half"]

        TouchButton {
            required property string modelData
            required property int index

            x: index * (width + root.gap)
            width: (root.width - root.gap) / 2
            height: root.height
            radius: Theme.radii.control
            tone: (modelData === "half") === root.grid.halves ? "ink" : "plain"
            label: root.grid[modelData]
            size: Theme.pick(32, 26)
            onTapped: root.press("portion", modelData)
        }
    }
}
