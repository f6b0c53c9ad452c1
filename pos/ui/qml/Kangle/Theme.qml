pragma Singleton
import QtQuick

// Colours and sizes. The figures come from art/tokens.json, put in before the first window is made;
// `big` chooses between the two sets of sizes, 1920 x 1080 and 1280 x 800.
QtObject {
    property var c: ({})
    property var sizes: ({})
    property var radii: ({})
    property var motion: ({})
    property string family: ""
    property url art: ""
    property bool big: true
    property bool moves: true
    property bool latin: false
    property real density: 1 // dots of the window to one of the stage, for drawings

    readonly property int stageWidth: pick(1920, 1280)
    readonly property int stageHeight: pick(1080, 800)
    readonly property int panelX: pick(1280, 840)
    readonly property int contentX: pick(1336, 876)
    readonly property int contentWidth: pick(528, 368)
    readonly property var px: big ? sizes["1920x1080"] : sizes["1280x800"]

    // The figure for 1920 x 1080 or the one for 1280 x 800.
    function pick(large, small) {
        return big ? large : small;
    }

    // How long a movement lasts, in ms; nothing moves where movement is not wanted.
    function ms(name) {
        return moves ? motion[name] : 0;
    }
}
