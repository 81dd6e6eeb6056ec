"""Measures how long preparing a month's invoice takes, at several sizes, on a database that is thrown away."""

from payung.enrolment.bench import DAY, enrolled, measured, print_figures, throwaway_installation


def run(sizes: list[int]) -> None:
    """Print a table of invoices, one row a size (members of the programme, not added ones), and one JSON line."""
    with throwaway_installation():
        from payung.contributions.actions import prepare_invoice
        from payung.enrolment import synthetic

        who, members, rows = synthetic.cast(), 0, []
        for place, size in enumerate(sorted(sizes)):
            enrolled(who, size - members, members)
            members = size

            def prepare(month: str = f"{2026 + place // 12}-{place % 12 + 1:02}") -> None:
                prepare_invoice(programme=who.programme, payer="city", month=month, by=who.officer, on=DAY)

            rows.append(measured(size, prepare))
    print_figures("invoice", rows)
