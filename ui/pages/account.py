"""アカウント: who is signed in, the own password; for headquarters accounts, audit log and disclosure."""

from ui import session
from ui.components import account_parts, account_table, audit_parts, city_rights_parts, frame

account_parts.head()
account_parts.own()
reader = account_parts.headquarters()
if reader is not None:
    account_table.show(reader)
    if session.can_plan():  # whom a disclosure concerns, a scenario says
        city_rights_parts.disclosures(reader)
    city_rights_parts.settings(reader)
    audit_parts.show(reader)
frame.end("account")
