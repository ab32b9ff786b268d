"""What the two sides of a comparison are called."""

from domain.bundle import City
from planning.case import Case
from planning.comparison import Comparison
from presentation.heading import preset_text
from presentation.names import city_name, district_title, scenario_name, ward_names
from presentation.words import Words

#: Letters of the sides, as they stand over the columns.
LETTERS = ("A", "B")


def side_titles(comparison: Comparison, words: Words) -> tuple[str, str]:
    """Return what each side is: letter, scenario, day or night, preset and what is changed of it."""
    first, second = (
        words("compare.side", letter=letter, side=case_title(case, words))
        for letter, case in zip(LETTERS, comparison.cases, strict=True)
    )
    return first, second


def case_title(case: Case, words: Words) -> str:
    """Return scenario, time of day and preset of a case, with the settings that are changed."""
    return words(
        "compare.case",
        scenario=scenario_name(case, words.language),
        day_time=words(f"day_time.{case.scenario.day_time}"),
        preset=preset_text(case, words.language),
    )


def area_name(case: Case, area_id: str, words: Words) -> str:
    """Return the name of a city, ward or district."""
    language = words.language
    if area_id == case.city.meta.city_code:
        return words("compare.whole_city", city=city_name(case, language))
    if area_id in case.city.districts.index:
        return district_title(case, area_id, language)
    return str(ward_names(case, language)[area_id])


def area_of(city: City, *, ward_code: str = "", district_id: str = "") -> str:
    """Return the id of a district, else of a ward, else of the city."""
    return district_id or ward_code or city.meta.city_code
