"""What a city can answer and what is missing for it, on the terminal."""

from typing import Any

from presentation.held_words import question_lines, remedy_lines
from presentation.words import Words
from sonae.printing import Printer
from use_cases.check_bundle import CityCheck


def print_questions(printer: Printer, found: CityCheck) -> None:
    """Print each question with what is missing for it, then the file that brings in each missing part."""
    words = Words(printer.language)
    printer.line(printer.text("question_state.title"))
    for line in (*question_lines(found.questions, words), *remedy_lines(found.missing, words)):
        printer.line(f"  {line}")


def question_documents(found: CityCheck) -> list[dict[str, Any]]:
    """Return the questions as data."""
    return [
        {"question": state.question.value, "missing": [part.value for part in state.missing]}
        for state in found.questions
    ]
