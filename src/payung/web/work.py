"""The worker as a process of its own: `python -m payung.web.work`."""

from payung.web.start import django

if __name__ == "__main__":
    django()
    from payung.web.worker import run

    run()
