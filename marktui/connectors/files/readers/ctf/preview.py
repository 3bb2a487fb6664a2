"""What a Common Transfer File is, before it is read as a roster."""

from marktui.connectors.files.readers.ctf.elements import elements_of
from marktui.connectors.files.readers.ctf.pupils import header_of
from marktui.connectors.files.readers.preview import FilePreview
from marktui.connectors.files.roster import FileContent


def preview_ctf(file: FileContent) -> FilePreview:
    """What a file is taken for."""
    elements = elements_of(file)
    header = header_of(elements)
    words = f"Common Transfer File {header.version[:20]}".strip()
    if header.school.name:
        words += f" of {header.school.name}"
    return FilePreview(
        file=file.name, format="ctf", words=words, contents="pupils", rows=len(elements.pupils)
    )
