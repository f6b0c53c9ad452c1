import QtQuick

// The till's one window. Food on the left, what to do on the right, what staff do above both.
Window {
    id: root

    required property QtObject kiosk
    readonly property var overlay: root.kiosk.overlay
    readonly property real stageScale: Math.min(width / stage.width, height / stage.height)

    color: Theme.c.rice
    title: root.kiosk.header.name

    Binding {
        target: Theme
        property: "big"
        value: root.width >= 1920 && root.height >= 1080
    }

    // Where the window is wider than the stage, the panel's colour reaches its edge.
    Rectangle {
        x: stage.x + Theme.panelX * root.stageScale
        width: root.width - x
        height: root.height
        color: Theme.c[root.kiosk.panel.ground]
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

        Keys.onPressed: event => {
            if (event.key === Qt.Key_F12)
                root.kiosk.press("staff", "");
            else
                root.kiosk.key(event.text);
        }

        Header {
            objectName: "header"
            model: root.kiosk.header
            onPress: (what, value) => root.kiosk.press(what, value)
        }
        Sheet {
            objectName: "sheet"
            model: root.kiosk.sheet
            onPress: (what, value) => root.kiosk.press(what, value)
        }
        Panel {
            objectName: "panel"
            model: root.kiosk.panel
            onPress: (what, value) => root.kiosk.press(what, value)
        }
        Loader {
            id: above
            objectName: "above"
            anchors.fill: parent

            property string kind: ""
            readonly property var pages: ({
                    "cash": "CashPanel.qml",
                    "pin": "PinSheet.qml",
                    "attendant": "AttendantSheet.qml",
                    "reason": "ReasonSheet.qml",
                    "byhand": "ByHandPage.qml",
                    "choose": "ChoosePage.qml",
                    "lift": "LiftSheet.qml",
                    "shift": "ShiftSheet.qml"
                })

            function show(overlay) {
                if (overlay.kind === above.kind) {
                    if (above.item)
                        above.item.model = overlay;
                    return;
                }
                above.kind = overlay.kind;
                if (overlay.kind)
                    above.setSource(above.pages[overlay.kind], {
                        "model": overlay
                    });
                else
                    above.source = "";
            }
        }
        Connections {
            target: above.item
            ignoreUnknownSignals: true

            function onPress(what, value) {
                root.kiosk.press(what, value);
            }
        }
    }
    onOverlayChanged: above.show(root.overlay)
    Component.onCompleted: above.show(root.overlay)
}
