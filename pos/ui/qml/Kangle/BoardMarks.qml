import QtQuick

// Marks side by side.
Row {
    id: root

    property var marks: []

    spacing: 3

    Repeater {
        model: root.marks.length

        BoardMark {
            required property int index

            model: root.marks[index] ?? blank
        }
    }
}
