#!/usr/bin/env python3
"""Lists, judged by other people's programs: openpyxl reads the workbooks that the product writes and
writes some that it reads; Python's own csv module does the same with text."""

import csv
import io
import json
import tempfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
from judge import Judge, Product

PROGRAMME = "ausgezeichneter-wohnort"
TERMS = {"Beginn", "Ende", "Datum der Urkunde"}


def export(product, folder, name, form):
    path = folder / f"{name}.{form}"
    product.command("export", name, "--format", form, "--output", path)
    return path


def sheet_of(path):
    book = openpyxl.load_workbook(path)
    return book.worksheets[0]


def judge_workbook(judge, product, folder, name):
    path = export(product, folder, name, "xlsx")
    sheet = sheet_of(path)
    judge.check(f"{name}: one sheet", len(openpyxl.load_workbook(path).worksheets) == 1)
    heading = [cell.value for cell in sheet[1]]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    judge.check(f"{name}: no cell is a formula", all(cell.data_type != "f" for cell in cells))
    judge.check(f"{name}: keys are texts", all(isinstance(row[heading.index("AGS")].value, str) for row in sheet.iter_rows(min_row=2)))
    days = [cell.value for cell in cells if heading[cell.column - 1] in TERMS and cell.value is not None]
    judge.check(f"{name}: days are days", all(isinstance(day, (date, datetime)) for day in days), days[:3])

    text = export(product, folder, name, "csv").read_bytes()
    judge.check(f"{name}: byte order mark and CRLF", text.startswith(b"\xef\xbb\xbf") and text.endswith(b"\r\n"))
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
    judge.check(f"{name}: CSV and XLSX have the same heading", rows[0] == heading, rows[0])
    judge.check(f"{name}: CSV and XLSX have as many rows", len(rows) == sheet.max_row, (len(rows), sheet.max_row))
    judge.check(f"{name}: nothing in CSV begins a formula", not any(c[:1] in "=+-@" for row in rows for c in row if c))
    # Opened and saved by somebody else, it is still the same list.
    saved = folder / f"{name}-saved.xlsx"
    openpyxl.load_workbook(path).save(saved)
    said = product.command("import", name, saved, "--dry-run").decode()
    judge.check(f"{name}: saved elsewhere, unchanged", f"0 neu, 0 geändert, {len(rows) - 1} unverändert, 0 mit" in said, said)


def judge_import(judge, product, folder):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "AGS", "Art", "Landkreis", "Breite", "Länge", "Website"])
    sheet.append(["Öhringen am Blatt", 9980001, "Stadt", "Kreis", 48.5, 10.25, "blatt.example"])
    path = folder / "numbers.xlsx"
    book.save(path)
    product.command("import", "municipalities", path)
    listed = json.loads(product.command("municipality", "list", "--json"))
    names = {m["ags"]: m["name"] for m in listed}
    judge.check("a number gets its zero back", names.get("09980001") == "Öhringen am Blatt")

    book = openpyxl.Workbook()
    book.active.append(["AGS", "Qualitätszeichen", "Beginn"])
    book.active.append(["09980001", PROGRAMME, date(2061, 3, 3)])
    path = folder / "days.xlsx"
    book.save(path)
    said = product.command("import", "certificates", path, "--dry-run").decode()
    judge.check("a day is a day", "1 neu, 0 geändert, 0 unverändert, 0 mit" in said, said)

    # openpyxl writes formulas without results: nobody knows what they say.
    book.active.append(["09980001", PROGRAMME, "=TODAY()"])
    book.save(path)
    said = product.command("import", "certificates", path, "--dry-run", expect=(30,)).decode()
    judge.check("a formula without a result is told", "1 mit Fehlern" in said, said)


def main():
    product, judge = Product.from_arguments(), Judge("bulk")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for subject in ("municipalities", "certificates"):
            with judge.about(subject):
                judge_workbook(judge, product, folder, subject)
        with judge.about("import"):
            judge_import(judge, product, folder)
    judge.close()


main()
