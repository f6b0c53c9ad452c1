import QtQuick

// A plate, `size` pixels wide and high: the empty plate of a `category`, and on it the food
// `drawing` of art/foods, nothing where that is empty. Some drawings are whole plates: the ring of
// a plate to come, the plate nobody knows, and the empty ones.
Item {
    id: root

    property string drawing: ""
    property string category: ""
    property int size: Theme.pick(72, 50)
    // Judged by the drawing, for the two change one after the other when a row gets a new plate.
    readonly property bool whole: root.drawing === "ring" || root.drawing === "unknown" || root.drawing.startsWith("empty-")
    readonly property string plate: root.whole ? root.drawing : root.category ? "empty-" + root.category : ""
    readonly property string food: root.whole || !root.category ? "" : root.drawing
    readonly property int dots: Math.ceil(root.size * Theme.density)

    width: root.size
    height: root.size

    Image {
        anchors.fill: parent
        sourceSize: Qt.size(root.dots, root.dots)
        source: root.plate ? Theme.art + "plates/" + root.plate + ".svg" : ""
    }
    Image {
        anchors.fill: parent
        sourceSize: Qt.size(root.dots, root.dots)
        source: root.food ? Theme.art + "foods/" + root.food + ".svg" : ""
    }
}
