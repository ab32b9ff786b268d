"""名簿を入れる: which list, its file, what is wrong, what would change, commit; then history and undo."""

from ui import session
from ui.components import frame, upload_commit, upload_history, upload_steps

frame.headline(session.text("screen.upload.title"), session.text("screen.upload.lead"), of_all=True)
case, plan, reader = session.current_case(), session.current_plan(), session.reader()
upload_steps.show_flash()
which = upload_steps.choose_list(case, reader)
read = upload_steps.read_file(case, reader, which)
if read is not None and upload_steps.show_faults(read):
    upload_commit.show_changes(case, plan, reader, read)
upload_history.show(case, reader, which.register)
frame.end("upload")
