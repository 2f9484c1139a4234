"""Reads windows as a screen reader does, and presses what is in them, by name.

    screen_reader.py

Switches accessibility on, says "ready", then answers one line of JSON for each that it gets:
{"pid": 1, "press": NAME} presses the button whose name this is or begins with, up to a comma;
{"pid": 1, "names": true} lists all names in the windows of a process.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib

DEEPEST = 40


def switch_on():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
        bus.call_sync(
            "org.a11y.Bus",
            "/org/a11y/bus",
            "org.freedesktop.DBus.Properties",
            "Set",
            value,
            None,
            Gio.DBusCallFlags.NONE,
            20000,
            None,
        )


def below(node, depth=0):
    """All that is in a node. What goes away meanwhile is left out."""
    if depth > DEEPEST:
        return
    try:
        node.clear_cache()
        children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
    except GLib.Error:
        return
    for child in children:
        if child is not None:
            yield child
            yield from below(child, depth + 1)


def windows(pid):
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for i in range(desktop.get_child_count()):
        try:
            program = desktop.get_child_at_index(i)
            if program is not None and program.get_process_id() == pid:
                yield program
        except GLib.Error:
            continue


def parts(pid):
    for window in windows(pid):
        yield from below(window)


def names(pid):
    found = []
    for part in parts(pid):
        try:
            found.append(part.get_name() or "")
        except GLib.Error:
            continue
    return [name for name in found if name]


def press(pid, name):
    for part in parts(pid):
        try:
            said = part.get_name() or ""
            is_button = part.get_role_name() in ("push button", "button", "radio button")
            if is_button and (said == name or said.startswith(name + ", ")):
                return Atspi.Action.do_action(part, 0)
        except GLib.Error:
            continue
    return False


def answer(question):
    if "press" in question:
        return press(question["pid"], question["press"])
    return names(question["pid"])


def main():
    switch_on()
    Atspi.init()
    # A program that has just gone away is not worth a long wait.
    Atspi.set_timeout(2000, 2000)
    print('"ready"', flush=True)
    for line in sys.stdin:
        # Lets the library take in what programs have told meanwhile.
        while GLib.MainContext.default().iteration(False):
            pass
        print(json.dumps(answer(json.loads(line))), flush=True)


main()
