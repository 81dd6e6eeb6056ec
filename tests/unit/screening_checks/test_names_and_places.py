"""Which spellings mean the same name, and which village a list means by what it wrote."""

from pathlib import Path

import pytest
from screened_rows import Case, codes_of, screened_cases

from payung.screening.verdicts import Screening
from payung.screening.villages import Place, resolved

SAME = [
    ("ahmad fauzi", "AHMAD FAUZI"),
    ("Ahmadfauzi", "Ahmad Fauzi"),
    ("Ahmadfauzi", "Muhammad Ahmad Fauzi"),
    ("H. Ahmad Fauzi, S.Pd.I", "Ahmad Fauzi"),
    ("KH Drs. Ahmad Fauzi M.M", "Ahmad Fauzi"),
    ("Achmad Fawzi", "Ahmad Fauzi"),
    ("Moch. Rizki", "Muhammad Rizki"),
    ("M. Rizki", "Mohamad Rizki"),
    ("Rizki", "Muhammad Rizki"),
    ("Abd. Rahman", "Abdul Rahman"),
    ("Abdurrahman", "Abdul Rahman"),
    ("St. Noerhayati", "Siti Nurhayati"),
    ("Siti Nur Hayati", "Siti Nurhayati"),
    ("Soekarno Tjahja", "Sukarno Cahya"),
    ("Djoko Soesilo", "Joko Susilo"),
    ("Ma'ruf", "Maruf"),
    ("Jum’at", "JUMAT"),
    ("Hasan bin Ali", "Hasan"),
    ("Alm. Hasan Basri", "Hasan Basri"),
    ("Fauzi Ahmad", "Ahmad Fauzi"),
    ("Annisa", "Anisa"),
    ("Siti Amina", "Siti Aminah"),
    ("Muhammad Rizki Ramadh", "Muhammad Rizki Ramadhan"),
    ("Bpk. Ujang", "Ujang"),
    ("Rahmat Yusuf", "Rachmat Jusuf"),
    ("Anni", "Ani"),
    ("José", "Jose"),
]
DIFFERENT = [
    ("Rina Wati", "Ahmad Fauzi"),
    ("Siti Aminah", "Siti Aisyah"),
    ("Siti Nurjanah", "Siti Nurhayati"),
    ("Muhammad Ali", "Muhammad Rizki"),
    ("M. Ali", "Muhammad Rizki"),
    ("Asep Hidayat", "Asep Sunandar"),
    ("Siti Nur Aminah", "Siti Nur Azizah"),
    ("A", "Ahmad"),
    ("Budi", "Dudi Hartono"),
    ("H.", "Hasan"),
    ("123", "456"),
]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    pairs = [*SAME, *DIFFERENT]
    cases = [Case("", set(), row={"name": one}, person={"name": other}) for one, other in pairs]
    return screened_cases(tmp_path_factory.mktemp("registers"), cases)


@pytest.mark.parametrize("number", range(len(SAME)), ids=[" = ".join(pair) for pair in SAME])
def test_two_spellings_are_the_same_name(result: Screening, number: int) -> None:
    assert "person.mismatch" not in codes_of(result, number + 1)


@pytest.mark.parametrize("number", range(len(DIFFERENT)), ids=[" / ".join(pair) for pair in DIFFERENT])
def test_clearly_different_names_do_not_agree(result: Screening, number: int) -> None:
    assert "person.mismatch" in codes_of(result, len(SAME) + number + 1)


def test_names_agree_whichever_side_is_the_register(tmp_path: Path) -> None:
    cases = [Case("", set(), row={"name": other}, person={"name": one}) for one, other in [*SAME, *DIFFERENT]]
    result = screened_cases(tmp_path, cases)
    mismatched = [row for row in range(1, len(cases) + 1) if "person.mismatch" in codes_of(result, row)]
    assert mismatched == list(range(len(SAME) + 1, len(cases) + 1))


@pytest.mark.parametrize(
    ("village", "district", "expected"),
    [
        ("Batutulis", "Bogor Selatan", Place("32.71.01.1001", "exact")),
        ("KEL. BATU TULIS", None, Place("32.71.01.1001", "exact")),
        ("Tanah Sareal", "Tanah Sereal", Place("32.71.06.1001", "exact")),
        ("Tanah Sereal", "Tanah Sareal", Place("32.71.06.1001", "respelt", "Tanah Sareal")),
        ("Kebon Kelapa", None, Place("32.71.03.1011", "respelt", "Kebon Kalapa")),
        ("Tajur", "Bogor Utara", Place(None, "ambiguous")),
        ("Tajur", "Citeureup", Place("32.01.03.2004", "exact")),
        ("Sukaresmi", "Kab. Bogor", Place(None, "ambiguous")),
        ("Empang", "Kota Bogor", Place("32.71.01.1003", "exact")),
        ("Pakansari", "Cibinong", Place("32.01.01", "exact")),
        ("Empang, Kota Bogor", "Bogor Selatan - Kota Bogor", Place("32.71.01.1003", "exact")),
        ("Kota Batu", "Kec. Ciomas, Kab. Bogor", Place("32.01.29", "exact")),
        ("Pakansari", None, Place(None, "unknown")),
        ("", "Bogor Utara", Place(None, "unknown")),
        (None, None, Place(None, "unknown")),
    ],
)
def test_a_village_text_means_a_place(village: str | None, district: str | None, expected: Place) -> None:
    assert resolved(village, district) == expected
