import QtQuick

// What is known of the dish beside its recipe; it scrolls where there is more than fits.
Flickable {
    id: root

    required property QtObject desk
    required property var model
    readonly property int gap: Theme.pick(16, 10)
    readonly property int cell: Math.floor((root.width - 2 * root.gap) / 3)

    clip: true
    contentHeight: fields.height
    boundsBehavior: Flickable.StopAtBounds

    Flow {
        id: fields
        width: root.width
        spacing: root.gap

        Repeater {
            model: root.model.facts.length

            DeskField {
                required property int index
                readonly property bool wide: ["seasons", "steps", "salt_note", "oil_note", "energy_note"].indexOf(model.name) >= 0
                width: wide ? root.width : root.cell
                height: model.kind === "long" ? Theme.pick(190, 132) : implicitHeight
                desk: root.desk
                model: root.model.facts[index]
                editable: root.model.can_edit
            }
        }
    }
}
