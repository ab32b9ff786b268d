"""How ready an area is in a plan, theme by theme: levels to set beside another plan's."""

from domain.vocabulary import Band, ReadinessBand, ReadinessTheme
from planning.figures import Figure
from planning.plan import Plan
from readiness.themes import Severity, severities

#: The item of the band of the whole area, before those of its themes.
AREA_BAND = "area"

#: Themes that rest on what organisations have and do, whatever the scenario.
OF_STRENGTH = frozenset({ReadinessTheme.ORGANISATION.value, ReadinessTheme.DRILLS.value})
_THEME_LEVELS = {Band.ON_TARGET.value: 0.0, Band.NEAR_TARGET.value: 1.0, Band.BELOW_TARGET.value: 2.0}
#: The level of a theme in which people are without a place: worse than any target that is missed.
_IN_DANGER = 3.0
_AREA_LEVELS = {
    ReadinessBand.SUFFICIENT.value: 0.0,
    ReadinessBand.MOSTLY.value: 1.0,
    ReadinessBand.PROBLEM.value: 2.0,
    ReadinessBand.SERIOUS.value: 3.0,
}


def band_figures(plan: Plan, area_id: str) -> dict[str, Figure]:
    """Return the band of an area and of each of its themes as levels, 0 the best.

    The level is the worse end, as the band is; both ends are those of everything that is not known.

    Parameters
    ----------
    plan
        Results.
    area_id
        District, ward or city.

    Returns
    -------
    dict
        ``AREA_BAND`` (0 to 3) and every theme (0 to 2, 3 where people are without a place); without a
        number and with the band as state where the scenario does not concern the area, or no layer is
        held.
    """
    area = plan.bands.loc[[area_id]].iloc[0].to_dict()
    levels = {AREA_BAND: _level(area["best_band"], area["worst_band"], _AREA_LEVELS)}
    themes = plan.themes[plan.themes["area_id"] == area_id]
    themes = themes.assign(in_danger=severities(themes) == Severity.IN_DANGER).set_index("theme")
    rows = themes.to_dict(orient="index")
    for theme in ReadinessTheme:
        row = rows[theme.value]
        level = _level(row["best_band"], row["worst_band"], _THEME_LEVELS)
        levels[theme.value] = _with_danger(level) if row["in_danger"] else level
    return levels


def _with_danger(level: Figure) -> Figure:
    """Return the level of a theme with people without a place: at the better end, too, if it misses there."""
    low = _IN_DANGER if level.low == _THEME_LEVELS[Band.BELOW_TARGET.value] else level.low
    return Figure(_IN_DANGER, low, _IN_DANGER)


def _level(best: str, worst: str, levels: dict[str, float]) -> Figure:
    if best in levels or worst in levels:
        # An end of which nothing is known may be anything.
        low, high = levels.get(best, 0.0), levels.get(worst, max(levels.values()))
        return Figure(high, low, high)
    if Band.UNKNOWN.value in {best, worst}:
        return Figure(max(levels.values()), 0.0, max(levels.values()), Band.UNKNOWN.value)
    return Figure.none(best)
