import QtQuick

// Why a plate is left out: four large choices above the attendant's page, one touch acts.
Item {
    id: root

    required property var model

    signal press(string what, string value)

    anchors.fill: parent

    AttendantSheet {
        model: root.model.page
    }
    Scrim {
        onTouched: root.press("touch", "")
    }
    StaffCard {
        id: card
        x: Theme.pick(462, 289)
        y: Theme.pick(195, 139)
        width: Theme.pick(996, 702)
        height: Theme.pick(691, 522)
        headY: Theme.pick(40, 26)
        title: root.model.title
        back: root.model.back
        leaving: root.model.leaving
        onClosed: root.press("back", "")
        onTouched: root.press("touch", "")

        PlateLine {
            x: card.margin
            y: Theme.pick(124, 98)
            width: card.width - 2 * card.margin
            drawing: root.model.drawing
            category: root.model.category
            name: root.model.name
            note: root.model.note
            price: root.model.price
        }
        Grid {
            x: card.margin
            y: Theme.pick(264, 200)
            columns: 2
            spacing: Theme.pick(20, 14)

            Repeater {
                model: root.model.choices.length

                TouchButton {
                    id: choice

                    required property int index
                    readonly property var reason: root.model.choices[index] ?? ({
                            "code": "",
                            "word": "",
                            "note": ""
                        })

                    width: Theme.pick(440, 312)
                    height: Theme.pick(152, 116)
                    tone: "key"
                    onTapped: root.press("reason", reason.code)

                    Txt {
                        x: Theme.pick(30, 22)
                        y: Theme.pick(30, 22)
                        width: parent.width - 2 * x
                        height: Theme.pick(60, 44)
                        text: choice.reason.word
                        size: Theme.pick(40, 30)
                        bold: true
                        fit: true
                    }
                    Txt {
                        x: Theme.pick(30, 22)
                        y: Theme.pick(86, 64)
                        width: parent.width - 2 * x
                        height: Theme.pick(38, 32)
                        text: choice.reason.note
                        size: Theme.pick(26, 22)
                        fit: true
                        color: Theme.c.inkSoft
                    }
                }
            }
        }
        Txt {
            x: card.margin
            y: Theme.pick(614, 464)
            width: card.width - 2 * card.margin
            height: Theme.pick(40, 34)
            text: root.model.foot
            size: Theme.pick(26, 22)
            fit: true
            color: Theme.c.inkSoft
        }
    }
}
