import QtQuick

// The dietitian's desk: the dishes on the left, the open one in the middle, its figures on the right.
Window {
    id: root

    required property QtObject desk
    readonly property var page: root.desk.page
    readonly property real stageScale: Math.min(width / stage.width, height / stage.height)
    readonly property int barHigh: Theme.pick(60, 52)
    readonly property int listWide: Theme.pick(420, 270)
    readonly property int sideWide: Theme.pick(500, 352)
    readonly property int sayHigh: Theme.pick(56, 48)

    color: Theme.c.rice
    title: root.desk.bar.title
    onClosing: close => close.accepted = root.desk.leave()

    Binding {
        target: Theme
        property: "big"
        value: root.width >= 1920 && root.height >= 1080
    }
    Item {
        id: stage
        width: Theme.stageWidth
        height: Theme.stageHeight
        scale: root.stageScale
        transformOrigin: Item.TopLeft
        x: Math.round((root.width - width * scale) / 2)
        y: Math.round((root.height - height * scale) / 2)
        focus: true

        Keys.onPressed: event => root.typed(event)

        Item {
            anchors.fill: parent
            enabled: !root.page.kind
            visible: !root.desk.bar.covered

            DeskBar {
                width: stage.width
                height: root.barHigh
                desk: root.desk
            }
            DeskList {
                y: root.barHigh
                width: root.listWide
                height: stage.height - y
                desk: root.desk
            }
            Rectangle {
                x: root.listWide
                y: root.barHigh
                width: 1
                height: stage.height - y
                color: Theme.c.line
            }
            DeskEditor {
                x: root.listWide + 1
                y: root.barHigh + root.sayHigh
                width: stage.width - x - root.sideWide
                height: stage.height - y
                desk: root.desk
            }
            DeskSide {
                x: stage.width - root.sideWide
                y: root.barHigh
                width: root.sideWide
                height: stage.height - y
                upper: root.sayHigh
                desk: root.desk
            }
            DeskSay {
                x: root.listWide + 1
                y: root.barHigh
                width: stage.width - x
                height: root.sayHigh
                desk: root.desk
            }
        }
        Loader {
            id: above
            objectName: "above"
            anchors.fill: parent

            property string kind: ""
            readonly property var pages: ({
                    "pin": "PinSheet.qml",
                    "choices": "DeskChoices.qml",
                    "drawings": "DeskChoices.qml",
                    "price": "DeskPrice.qml",
                    "compare": "DeskCompare.qml",
                    "offers": "DeskOffers.qml",
                    "tell": "DeskTell.qml"
                })

            function show(page) {
                if (page.kind === above.kind) {
                    if (above.item)
                        above.item.model = page;
                    return;
                }
                above.kind = page.kind;
                if (!page.kind)
                    above.source = "";
                else if (page.kind === "pin")
                    above.setSource(above.pages.pin, {
                        "model": page
                    });
                else
                    above.setSource(above.pages[page.kind], {
                        "model": page,
                        "desk": root.desk
                    });
                if (!page.kind || ["pin", "tell", "offers"].indexOf(page.kind) >= 0)
                    stage.forceActiveFocus();
            }
        }
        Connections {
            target: above.item
            ignoreUnknownSignals: true

            function onPress(what, value) {
                root.desk.press(what, value);
            }
        }
    }

    // Keys that no field took: digits of a PIN, and what is not written on a button.
    function typed(event) {
        if (root.page.kind === "pin") {
            if (event.key === Qt.Key_Backspace)
                root.desk.press("erase", "");
            else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
                root.desk.press("confirm", "");
            else if (event.text)
                root.desk.press("digit", event.text);
        }
    }
    Repeater {
        model: [["Ctrl+S", "save"], ["Ctrl+N", "new"], ["Ctrl+Z", "undo"], ["Ctrl+Y", "redo"], ["Escape", "escape"], ["Ctrl+L", "lock"]]

        Item {
            id: key
            required property var modelData

            Shortcut {
                sequence: key.modelData[0]
                context: Qt.WindowShortcut
                onActivated: root.desk.press(key.modelData[1], "")
            }
        }
    }
    Shortcut {
        sequence: "Ctrl+F"
        onActivated: root.desk.focusAsked("query")
    }
    Connections {
        target: root.desk

        function onCloseAsked() {
            root.close();
        }
    }
    onPageChanged: above.show(root.page)
    Component.onCompleted: above.show(root.page)
}
