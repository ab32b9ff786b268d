"""What reading a zip raises: one list for files that are given and for those that are kept."""

import lzma
import struct
import zipfile
import zlib

#: What a zip raises that is cut, spoilt, locked, or packed in a way that is not known here.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
)
