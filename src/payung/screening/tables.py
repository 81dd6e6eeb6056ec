"""The shapes of what passes between reading, checking and whoever asked: one schema each, nothing else."""

import pyarrow as pa

CLEANED = pa.list_(pa.struct([("column", pa.string()), ("before", pa.string()), ("after", pa.string())]))

# One row per data row of the list, after reading and cleaning. `*_given` is the cell as it was sent (text);
# the column without `_given` is what was understood, null where nothing could be.
LIST_SCHEMA = pa.schema(
    [
        ("row", pa.int32()),  # the row number in the sheet, as a person counts it
        ("name_given", pa.string()),
        ("name", pa.string()),  # spaces, NBSP and control characters cleaned; titles and spelling untouched
        ("nik_given", pa.string()),
        ("nik", pa.string()),  # 16 digits, else null
        ("nik_problem", pa.string()),  # null, "missing", "format" or "truncated"
        ("family_card", pa.string()),  # 16 digits, else null
        ("birth_date_given", pa.string()),
        ("birth_date", pa.date32()),
        ("birth_place", pa.string()),
        ("sex", pa.string()),  # "L", "P" or null
        ("village_given", pa.string()),
        ("district_given", pa.string()),
        ("address", pa.string()),
        ("neighbourhood", pa.string()),  # RT/RW
        ("occupation", pa.string()),
        ("mother_name", pa.string()),
        ("phone", pa.string()),
        ("cleaned", CLEANED),  # what was changed while reading, from what to what
    ]
)

FINDINGS = pa.list_(pa.struct([("code", pa.string()), ("params", pa.string())]))  # params: a JSON object

# One row per data row of the list, after screening. The person_* columns are the population register's for a confirmed
# row, null otherwise.
RESULT_SCHEMA = pa.schema(
    [
        ("row", pa.int32()),
        ("verdict", pa.string()),  # "accepted", "review" or "rejected"
        ("findings", FINDINGS),
        ("nik_given", pa.string()),
        ("nik_matched", pa.string()),  # the register person found (confirmed) or suggested
        ("name_given", pa.string()),
        ("match_weight", pa.float64()),
        ("confirmed", pa.bool_()),
        ("suggested_count", pa.int32()),  # for a truncated NIK: register people of same name, birth date, family card
        ("village_code", pa.string()),  # resolved, register first, else the list
        ("person_name", pa.string()),
        ("person_sex", pa.string()),
        ("person_birth_date", pa.date32()),
        ("person_birth_place", pa.string()),
        ("person_family_card", pa.string()),
        ("person_mother_name", pa.string()),
        ("person_village_code", pa.string()),
        ("person_address", pa.string()),
        ("decile", pa.int8()),
        ("decile_as_of", pa.date32()),
    ]
)
