"""名簿を入れる: which list, its file, what is wrong, what would change, commit; then history and undo."""

from ui import session
from ui.components import frame, upload_commit, upload_file, upload_history, upload_which

frame.headline(session.text("screen.upload.title"), session.text("screen.upload.lead"), of_all=True)
case, plan, reader = session.current_case(), session.current_plan(), session.reader()
upload_file.show_flash()
which = upload_which.choose_list(case, reader)
read = upload_file.take_file(case, reader, which)
if read is not None and upload_file.show_faults(read):
    upload_commit.show_changes(case, plan, reader, read)
upload_history.show(case, reader, which.register)
frame.end("upload")
