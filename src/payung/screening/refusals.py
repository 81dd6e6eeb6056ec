"""Why a file could not be read, as one sentence for the person who sent it: what is wrong and what to do about it."""

from collections.abc import Callable
from typing import Any

from payung.screening.messages import N_

SENTENCES = {
    "not_a_workbook": N_(
        "This file is not a spreadsheet. Open the list in Excel or LibreOffice, save it as .xlsx, .ods or "
        ".csv, and send that file."
    ),
    "empty": N_("This file is empty. Check that the list was saved, and send it again."),
    "encrypted": N_("This file is protected by a password. Save it without a password and send it again."),
    "damaged": N_(
        "This file is damaged and cannot be opened. Open it in Excel or LibreOffice, save it again as .xlsx, "
        "and send the new file."
    ),
    "too_large": N_(
        "This file is {size_mb} MB; the limit is {limit_mb} MB. Remove pictures and sheets that are not the "
        "list, or send the list in parts."
    ),
    "zip_bomb": N_(
        "This file unpacks to far more than a list of names needs. Copy the list into a new workbook and send that one."
    ),
    "macros": N_("This workbook contains macros. Save it as .xlsx or .ods without macros and send it again."),
    "external_links": N_(
        "This workbook takes values from other files. Copy the list, paste it as values into a new workbook, "
        "and send that one."
    ),
    "far_cell": N_(
        "Cell {cell} is filled, far away from the list. Delete the rows and columns outside the list, save, "
        "and send the file again."
    ),
    "too_many_columns": N_(
        "This list has {columns} columns; the limit is {limit}. Delete the columns that are not needed and "
        "send it again."
    ),
    "too_many_rows": N_("This list has {rows} rows; the limit is {limit}. Send the list in parts."),
    "too_many_cells": N_(
        "This workbook has {cells} cells; the limit is {limit}. Delete sheets and columns that are not the "
        "list, or send the list in parts."
    ),
    "took_too_long": N_(
        "Reading this file took too long and was stopped. Copy the list into a new workbook and send that one."
    ),
    "too_much_memory": N_(
        "Reading this file needed too much memory and was stopped. Copy the list into a new workbook and send that one."
    ),
    "csv_undecodable": N_(
        "The letters in this text file cannot be read. Save the list as .xlsx, or as CSV with UTF-8, and send it again."
    ),
    "no_sheet": N_(
        "This workbook has no visible sheet with cells in it. Show the sheet with the list and send it again."
    ),
    "no_header": N_(
        "No header row was found in the first {rows} rows. The list needs at least the columns NIK and Nama; "
        "write these names above the columns and send it again."
    ),
    "no_rows": N_(
        "There is a header row but no person below it. Check that the list is on the first visible sheet and "
        "send it again."
    ),
}


class Unreadable(Exception):  # noqa: N818 - named for what the file is, as all refusals are
    """A file that cannot be read as a list, with a stable `code` and parameters that hold no personal value."""

    def __init__(self, code: str, **params: int | str) -> None:
        self.code = code
        self.message = SENTENCES[code]
        self.params: dict[str, Any] = dict(params)
        super().__init__(self.sentence())

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.code, self.params)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence for the sender, in the language of `translate` (gettext)."""
        return translate(self.message).format(**self.params)


def _again(code: str, params: dict[str, Any]) -> Unreadable:
    return Unreadable(code, **params)
