"""The program that opens an untrusted workbook: its own process, under limits it sets on itself before anything else.

Reads the workbook from standard input; writes JSON lines: `{"sheet": name}`, one array a row, at last `{"end":true}`.
It imports nothing of Payung, so that it starts quickly and a broken workbook meets as little code as possible.
"""

import json
import resource
import sys

EXIT_DAMAGED = 3
EXIT_ENCRYPTED = 4
EXIT_MEMORY = 5


def limit(memory: int, seconds: int) -> None:
    """Give up, for good, more memory (bytes), processor time (seconds), writing files and starting processes."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def tagged(value: object) -> dict[str, str]:
    """Tell a date, time or duration from text, which JSON cannot."""
    return {type(value).__name__: value.isoformat() if hasattr(value, "isoformat") else str(value)}


def copy_cells() -> None:
    """Copy every visible sheet's cells from standard input to standard output."""
    import python_calamine as calamine

    visible = calamine.SheetVisibleEnum.Visible
    ordinary = calamine.SheetTypeEnum.WorkSheet
    out = sys.stdout
    dumps = json.JSONEncoder(default=tagged, ensure_ascii=False, separators=(",", ":")).encode
    with calamine.load_workbook(sys.stdin.buffer) as workbook:
        for index, found in enumerate(workbook.sheets_metadata):
            if found.visible != visible or found.typ != ordinary:
                continue
            sheet = workbook.get_sheet_by_index(index)
            out.write(dumps({"sheet": found.name}) + "\n")
            if sheet.start is None:
                continue
            # calamine begins with row 1 but with the first used column
            left = [""] * sheet.start[1]
            for row in sheet.iter_rows():
                out.write(dumps(left + row) + "\n")
    out.write('{"end":true}\n')
    out.flush()


def main() -> int:
    """Return 0, or the exit code that says what was wrong; a message could carry cells, so there is none."""
    limit(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")  # type: ignore[union-attr]  # a text stream, always
    try:
        copy_cells()
    except (MemoryError, ImportError):  # a library that cannot be loaded for want of memory
        return EXIT_MEMORY
    except BaseException as problem:  # a Rust panic is no Exception
        return EXIT_ENCRYPTED if type(problem).__name__ == "PasswordError" else EXIT_DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main())
