"""Screens a stored list against the registers that count on the day, and keeps the verdicts and the workbook back."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.groundwork.folders import results_folder
from payung.groundwork.jobs import Progress
from payung.groundwork.refusals import Refusal
from payung.intake.actions.decisions import locked
from payung.intake.actions.files import kept_path, partial_of, put_in_place
from payung.intake.actions.rows import store_verdicts
from payung.intake.cover import covered_by_us
from payung.intake.models import CandidateList, RegisterVersion, Screening
from payung.intake.queries import latest_decision, policy_on, register_path, registers_on, rows_for_screening
from payung.screening.messages import N_
from payung.screening.policy import Policy
from payung.screening.reading import read_list
from payung.screening.registers import Registers, UnusableRegister
from payung.screening.run import screen as screen_rows
from payung.screening.verdicts import Screening as Result
from payung.screening.workbook import write_annotated


class NoRegisters(Refusal):
    """Nothing to screen against."""

    sentence = _("There is no register with a date on or before %(day)s. Import the registers first.")


class RegisterDamaged(Refusal):
    """A register file cannot be used."""

    sentence = _("A register cannot be used: %(problem)s Import it again.")


@transaction.atomic
def screen(*, candidate_list: CandidateList, by: User, on: date, progress: Progress | None = None) -> Screening:
    """Judge every row of a list on a day; the verdicts before stay as they were. Raises NotNow, NoRegisters."""
    require(by, "list.screen")
    tell, started = progress or Progress(None), time.monotonic()
    found = locked(candidate_list, "screen")
    versions = registers_on(on)
    if not versions:
        raise NoRegisters(day=date_format(on, "j F Y"))
    policy = policy_on(found.programme, on)
    result = _judged(found, versions, on, policy, tell)
    tell(N_("Storing the verdicts"), found.row_count * 6 // 10, found.row_count)
    summary = result.summary()
    screening = Screening.objects.create(
        list=found,
        on=on,
        policy=policy.as_json(),
        complete=result.complete,
        checks_not_run=list(result.checks_not_run),
        **summary["verdicts"],
        findings=summary["findings"],
        engine=summary["engine"],
        by=by,
        decided_to=latest_decision(found),  # none was added meanwhile: the list is locked
        milliseconds=int(1000 * (time.monotonic() - started)),
    )
    screening.registers.set(versions.values())
    store_verdicts(screening, result.rows)
    tell(N_("Writing the workbook with the reasons"), found.row_count * 8 // 10, found.row_count)
    _keep_result(found, screening, result)
    found.screening, found.status = screening, CandidateList.Status.SCREENED
    found.save(update_fields=["screening", "status"])
    record(
        action="intake.screen",
        by=by,
        on=on,
        subject=f"intake.candidatelist:{found.pk}",
        rows=found.row_count,
        data={"screening": screening.pk, "complete": screening.complete, **summary["verdicts"]},
    )
    return screening


def _judged(
    found: CandidateList, versions: dict[str, RegisterVersion], on: date, policy: Policy, tell: Progress
) -> Result:
    """What the checks say of every row. Raises RegisterDamaged."""
    try:
        registers = Registers.open({kind: register_path(version) for kind, version in versions.items()})
        rows, own = rows_for_screening(found), covered_by_us(on)
        return screen_rows(rows, registers, on=on, policy=policy, covered_too=own, progress=_share_of(tell, found))
    except UnusableRegister as problem:
        raise RegisterDamaged(problem=problem.sentence(gettext)) from problem


def workbook_path(screening: Screening) -> Path:
    """The sender's rows with red marks, status and reasons."""
    return results_folder() / f"screening-{screening.pk}.xlsx"


def _share_of(tell: Progress, candidate_list: CandidateList) -> Callable[[float], None]:
    """Comparing is the first six tenths of the work."""
    rows = candidate_list.row_count
    return lambda share: tell(N_("Comparing with the registers"), int(share * rows * 0.6), rows)


def _keep_result(candidate_list: CandidateList, screening: Screening, result: Result) -> None:
    """Keep the raw result and the workbook back beside it; both can be made again from the kept file."""
    table, book = results_folder() / f"screening-{screening.pk}.parquet", workbook_path(screening)
    read = read_list(kept_path(candidate_list.source.sha256), filename=candidate_list.file_name, on=screening.on)
    halves = [partial_of(table), partial_of(book)]
    try:
        pq.write_table(result.rows, halves[0])
        write_annotated(read, result, halves[1], gettext)
        for half, whole in zip(halves, (table, book), strict=True):
            put_in_place(half, whole)
    finally:
        for half in halves:
            half.unlink(missing_ok=True)
