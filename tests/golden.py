"""Golden files of what people read, as they read it."""

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class TextFile(SingleFileSnapshotExtension):
    """What a terminal shows."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class CsvFile(TextFile):
    """What a spreadsheet opens."""

    file_extension = "csv"
