"""Small workbooks built by hand for the tests: a sheet's XML goes in, a package comes out."""

from __future__ import annotations

import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SHEET = "xl/worksheets/sheet1.xml"

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    'sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.worksheet+xml"/></Types>'
)


def parts(
    sheet: str = "", *, strings: str = "", styles: str = "", workbook: str = "", main: str = MAIN, rel: str = REL
) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet `S`; `sheet` is what stands inside `<worksheet>`."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{rel}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}">{workbook}<sheets><sheet name="S" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
        f'Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{rel}/sharedStrings" '
        f'Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{rel}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        SHEET: f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    }


def row(cells: str, number: int = 1) -> str:
    return f'<sheetData><row r="{number}">{cells}</row></sheetData>'


def styled(*formats: int | str) -> str:
    """Styles whose cell style 0, 1, ... has these number formats: a built-in id or a custom code."""
    codes = {164 + index: code for index, code in enumerate(formats) if isinstance(code, str)}
    custom = "".join(
        f'<numFmt numFmtId="{id}" formatCode="{code.replace(chr(34), "&quot;")}"/>' for id, code in codes.items()
    )
    ids = [code if isinstance(code, int) else 164 + index for index, code in enumerate(formats)]
    return f"<numFmts>{custom}</numFmts><cellXfs>{''.join(f'<xf numFmtId={chr(34)}{id}{chr(34)}/>' for id in ids)}</cellXfs>"


def write(path: Path, package: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in package.items():
            target.writestr(name, content)
    return path
