import QtQuick

// The button that calls a member of staff: on every diner screen, in the same place.
TouchButton {
    icon: "bell"
    x: Theme.contentX
    y: Theme.pick(936, 700)
    width: Theme.contentWidth
    height: Theme.pick(96, 76)
}
