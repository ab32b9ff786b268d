"""アカウント: who is signed in, the own password; for headquarters accounts, audit log and disclosure."""

from ui.components import account_parts, frame

account_parts.head()
account_parts.own()
frame.end("account")
