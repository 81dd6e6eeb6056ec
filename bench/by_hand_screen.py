"""What somebody would write for one list and one afternoon: calamine, one DuckDB query, XlsxWriter.

The measure for `payung screen`: no safe reading, no cleaning beyond spaces, no name comparison beyond upper case, no
sentences. Usage: python bench/by_hand_screen.py LIST REGISTERS DATE OUT.xlsx
"""

import sys
from pathlib import Path

import duckdb
import python_calamine
import xlsxwriter

QUERY = """
WITH listed AS (
  SELECT CAST(row AS INTEGER) AS row, regexp_replace(nik, '[^0-9]', '', 'g') AS nik, upper(trim(name)) AS name, work
  FROM given),
decided AS (
  SELECT l.*, p.nik IS NOT NULL AS known, upper(p.name) = l.name AS agrees, p.birth_date, p.village_code,
         w.decile, d.died_on, e.nik IS NOT NULL AS employed, s.nik IS NOT NULL AS serving, c.nik IS NOT NULL AS covered,
         row_number() OVER (PARTITION BY l.nik ORDER BY l.row) AS turn
  FROM listed l
  LEFT JOIN read_parquet('{folder}/population.parquet') p ON p.nik = l.nik
  LEFT JOIN (SELECT nik, arg_max(decile, as_of) AS decile FROM read_parquet('{folder}/welfare.parquet')
             WHERE as_of <= DATE '{on}' GROUP BY nik) w ON w.nik = l.nik
  LEFT JOIN read_parquet('{folder}/deaths.parquet') d ON d.nik = l.nik
  LEFT JOIN (SELECT DISTINCT nik FROM read_parquet('{folder}/wage_workers.parquet')) e ON e.nik = l.nik
  LEFT JOIN (SELECT DISTINCT nik FROM read_parquet('{folder}/civil_servants.parquet')) s ON s.nik = l.nik
  LEFT JOIN (SELECT DISTINCT nik FROM read_parquet('{folder}/covered.parquet')
             WHERE from_month <= '{on}'[:7] AND coalesce(nullif(to_month, ''), '9999-12') >= '{on}'[:7]) c
    ON c.nik = l.nik)
SELECT row, concat_ws(' ',
  CASE WHEN length(nik) <> 16 THEN 'NIK bukan 16 angka.' END,
  CASE WHEN length(nik) = 16 AND NOT known THEN 'NIK tidak terdaftar.' END,
  CASE WHEN known AND NOT agrees THEN 'Nama berbeda.' END,
  CASE WHEN turn > 1 AND length(nik) = 16 THEN 'Ganda.' END,
  CASE WHEN agrees AND died_on <= DATE '{on}' THEN 'Meninggal.' END,
  CASE WHEN agrees AND date_diff('year', birth_date, DATE '{on}') NOT BETWEEN 18 AND 64 THEN 'Usia.' END,
  CASE WHEN agrees AND village_code NOT LIKE '32.71.%' THEN 'Luar wilayah.' END,
  CASE WHEN agrees AND coalesce(decile, 11) > 4 THEN 'Desil.' END,
  CASE WHEN agrees AND employed THEN 'Pekerja.' END,
  CASE WHEN agrees AND serving THEN 'ASN.' END,
  CASE WHEN agrees AND covered THEN 'Sudah terlindungi.' END,
  CASE WHEN coalesce(work, '') = '' THEN 'Pekerjaan kosong.' END) AS reason
FROM decided ORDER BY row
"""


def main(list_file: str, folder: str, on: str, out: str) -> None:
    rows = python_calamine.CalamineWorkbook.from_path(list_file).get_sheet_by_index(0).to_python(skip_empty_area=False)
    header = next(number for number, row in enumerate(rows) if "nik" in [str(cell).strip().lower() for cell in row])
    names = [str(cell).strip().lower() for cell in rows[header]]
    nik = names.index("nik")
    name = next(number for number, cell in enumerate(names) if cell.startswith("nama"))
    work = next(number for number, cell in enumerate(names) if cell.startswith("pekerjaan"))
    given = [
        (number, str(row[nik]), str(row[name]), str(row[work])) for number, row in enumerate(rows) if number > header
    ]
    path = Path(out).with_suffix(".given.csv")
    with path.open("w", encoding="utf-8") as opened:
        opened.write("row\tnik\tname\twork\n")
        opened.writelines("\t".join(str(cell).replace("\t", " ") for cell in row) + "\n" for row in given)
    connection = duckdb.connect()
    connection.read_csv(str(path), delimiter="\t", header=True, all_varchar=True, quotechar="").create_view("given")
    reasons = dict(connection.execute(QUERY.format(folder=folder, on=on)).fetchall())
    path.unlink()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as workbook:
        plain, red = workbook.add_format({"num_format": "@"}), workbook.add_format({"bg_color": "#F4B6B0"})
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            reason = reasons.get(number)
            for column, cell in enumerate(row):
                if cell != "":
                    sheet.write_string(number, column, str(cell), red if reason and column == nik else plain)
            if reason is not None:
                sheet.write_string(number, len(row), "Perlu diperiksa" if reason else "Diterima", plain)
                sheet.write_string(number, len(row) + 1, reason, plain)
    print(len(reasons), sum(1 for reason in reasons.values() if not reason))


if __name__ == "__main__":
    main(*sys.argv[1:])
