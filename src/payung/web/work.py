"""The worker as a process of its own: `python -m payung.web.work`; with `--attached` it ends with its starter."""

import sys

from payung.web.start import django

if __name__ == "__main__":
    django()
    from payung.web.worker import run, stop_with_standard_input

    if "--attached" in sys.argv[1:]:
        stop_with_standard_input()
    run()
