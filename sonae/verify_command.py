"""The command ``sonae verify``: a saved plan against plain networkx."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from sonae.opener import opened_city
from sonae.options import (
    INPUT_ERROR,
    BundleOption,
    JsonOption,
    LanguageOption,
    ending_in_words,
    make_printer,
)


def verify(
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN", help="Folder that `sonae plan` wrote. 計画のフォルダー")
    ],
    bundle: BundleOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Recompute a saved plan with plain networkx, and say line by line what agrees."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from presentation.verification_words import NOT_RECOMPUTED, check_line, scope_lines, verdict_line
        from presentation.words import Words
        from use_cases.verify_plan import verify_saved_plan

        city = opened_city(printer, bundle)
        printer.say("verify.begins")
        with printer.progress("verify.searching", total=100) as advance:
            shown = 0

            def tell(done: int, total: int) -> None:
                nonlocal shown
                advance(100 * done // total - shown)
                shown = 100 * done // total

            found = verify_saved_plan(city, plan, tell)
        if as_json:
            printer.json(
                {
                    "key": found.plan.key,
                    "agrees": found.agrees,
                    "answers_agree": found.answers_agree,
                    "checks": [{**asdict(one), "agrees": one.agrees} for one in found.checks],
                    "not_recomputed": list(NOT_RECOMPUTED),
                }
            )
        else:
            words = Words(printer.language)
            for one in found.checks:
                printer.line(check_line(one, words))
            for line in (verdict_line(found.checks, words), *scope_lines(words)):
                printer.line(line)
        if not found.agrees:
            raise typer.Exit(INPUT_ERROR)
