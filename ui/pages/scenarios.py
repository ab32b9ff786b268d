"""想定の編集: the scenarios of the city, one of them edited on its clock, adopted, and back."""

from ui import session
from ui.components import frame, scenario_adopt, scenario_choice, scenario_effect, scenario_form, unplanned

title, lead = session.text("screen.scenarios.title"), session.text("screen.scenarios.lead")
can_plan = session.can_plan()
if can_plan:
    frame.headline(title, lead, of_all=True)
else:
    unplanned.headline(title, lead)
scenario_adopt.show_flash()
scenario_choice.show()
editing = scenario_form.editing()
if editing is not None:
    checked = scenario_form.show(editing)
    scenario_effect.line(checked)
    scenario_effect.faults(checked)
    scenario_effect.changes(editing, checked)
    if can_plan:
        scenario_effect.effect(editing, checked)
    scenario_adopt.show(editing, checked)
frame.end("scenarios")
