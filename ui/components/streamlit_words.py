"""Streamlit's own English, said in the reader's language: names of buttons, hints, notices.

Streamlit has no translations. ``language.js`` puts our words where it has drawn its own; what it cannot
reach (pictures of letters, boxes of the browser itself) stays.
"""

from pathlib import Path

import streamlit as st

from messages.catalogue import language_tag
from ui import session

_SCRIPT = (Path(__file__).resolve().parent / "language.js").read_text(encoding="utf-8")

#: Message key below ``screen.streamlit.`` by what Streamlit says; ``*`` is whatever stands in its place.
SAID: dict[str, str] = {
    "Skip to main content": "skip",
    "Sidebar": "switches",
    "Collapse sidebar": "close_switches",
    "Expand sidebar": "open_switches",
    "Help for *": "help_for",
    "Choose an option": "choose",
    "Choose options": "choose",
    "No results": "none_found",
    "* options available.": "offered",
    "* option available.": "offered",
    "Open": "open_list",
    "Close": "close",
    "Dismiss": "close",
    "Clear value": "clear",
    "Clear entry": "clear",
    "Clear all": "clear_all",
    "Remove *": "remove",
    "Selected values": "chosen",
    "Select all": "all",
    "Select * matches": "all_found",
    "Decrement": "less",
    "Increment": "more",
    "Press Enter to apply": "press_enter",
    "Press Enter to submit form": "press_enter",
    "Show password": "show_password",
    "Hide password": "hide_password",
    "file upload": "upload",
    "Upload": "choose_file",
    "Browse files": "choose_file",
    "Add files": "choose_file",
    "Drag and drop a file here": "drop_file",
    "Drag and drop file here": "drop_file",
    "*MB per file": "most_bytes",
    "File must be * or smaller.": "too_large",
    "* files are not allowed.": "not_taken",
    "Running...": "running",
    "Stop": "stop",
    "Connecting": "connecting",
    "Connecting to Streamlit server": "connecting",
    "Connection error": "lost",
    "Unable to connect to Streamlit server": "lost",
    "Streamlit server is not responding. Are you connected to the internet?": "not_running",
    (
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:"
    ): "not_running",
    "streamlit run yourscript.py": "run_again",
    "Error": "error",
    "Page not found": "no_page",
    "The page that you have requested does not seem to exist. Running the app's main page.": "first_page",
    "Main menu": "menu",
    "Fullscreen": "full",
    "Close fullscreen": "not_full",
}

_tell = st.components.v2.component("sonae_language", js=_SCRIPT)


def tell() -> None:
    """Tell the page its language, and the words in place of Streamlit's."""
    words = session.words()
    said = {english: words(f"screen.streamlit.{key}", said="*") for english, key in SAID.items()}
    data = {
        "language": language_tag(session.language()),
        "words": session.language(),
        "said": said,
        "pages": words("screen.head.pages"),
    }
    _tell(key="frame.language", data=data)
