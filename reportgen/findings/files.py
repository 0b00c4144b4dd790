"""The words of the findings that intake makes about whole files: what is there, what is accepted, how to mend it.

`CATALOGUE` is code -> (severity, language -> (message, fix)); placeholders are named like the finding's values. The
place (file, sheet, cell) is said before the message. The values `reason`, `what` and `how` are keys of `file_words.WORDS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reportgen.records import Severity

CATALOGUE: Final[Mapping[str, tuple[Severity, Mapping[str, tuple[str, str]]]]] = {
    "FILE_BUSY": (
        "error",
        {
            "zh": (
                "这个文件正在被打开、复制或修改，暂时没有读取",
                "请保存并关闭这个文件，等复制完成几秒钟后再运行一次；如果仍然这样，请检查是否有权限读取它",
            ),
            "en": (
                "the file is being opened, copied or changed right now, so it was not read",
                "save and close it, wait a few seconds until it has been copied, and run again; if this stays, check"
                " that the file may be read",
            ),
        },
    ),
    "FILE_NAME_ODD": (
        "error",
        {
            "zh": (
                "文件名有问题，没有读取：{reason}",
                "请给文件改一个普通的名字，例如“销售一部.xlsx”；同一个文件夹里不要有看起来同名的文件",
            ),
            "en": (
                "the file was not read because of its name: {reason}",
                "give it a plain name such as 销售一部.xlsx, unlike every other name in its folder",
            ),
        },
    ),
    "FILE_LINK": (
        "error",
        {
            "zh": (
                "这不是普通文件，而是快捷方式（链接）或特殊文件，没有读取。只接受文件本身",
                "请把文件本身复制到这里，再删除链接",
            ),
            "en": (
                "this is a link or a special file, not an ordinary file, so it was not read",
                "copy the file itself to this place and delete the link",
            ),
        },
    ),
    "FILE_TWICE": (
        "note",
        {
            "zh": ("这个文件与“{other}”的内容完全相同，只读取了“{other}”", "不影响结果；多余的一份可以删除"),
            "en": ("the file is the same, byte for byte, as {other}; only {other} was read", "one can be deleted"),
        },
    ),
    "FILE_TOO_BIG": (
        "error",
        {
            "zh": (
                "文件大小为 {size}，最大接受 {limit}，没有读取",
                "请删除图片、附件和用不到的工作表后另存为 .xlsx，再交一次",
            ),
            "en": (
                "the file has {size}; at most {limit} are accepted, so it was not read",
                "remove pictures, attachments and sheets that are not needed, save as .xlsx and hand it in again",
            ),
        },
    ),
    "FILE_NOT_WORKBOOK": (
        "error",
        {
            "zh": (
                "这个文件不是能读取的表格：{reason}。接受 .xlsx、.ods 和 .csv",
                "请用 Excel 或 WPS 打开，确认内容无误后另存为 .xlsx（不要只改扩展名），再交一次",
            ),
            "en": (
                "the file is not a workbook that can be read: {reason}. Accepted are .xlsx, .ods and .csv",
                "open it in Excel or WPS, check it, save it as .xlsx (renaming is not enough) and hand it in again",
            ),
        },
    ),
    "FILE_NOT_READ": (
        "warning",
        {
            "zh": (
                "“{ending}”类型的文件不读取。接受 .xlsx、.ods 和 .csv",
                "如果里面有要交的数据，请填到表格里再交；否则可以把它移走",
            ),
            "en": (
                "files ending in {ending} are not read. Accepted are .xlsx, .ods and .csv",
                "If it holds figures that belong to this month, hand them in as a workbook; else move it away",
            ),
        },
    ),
    "FILE_XLS": (
        "error",
        {
            "zh": (
                "这是旧格式的工作簿（.xls、.et 或 .xlsb），没有读取。接受 .xlsx",
                "请用 Excel 或 WPS 打开，选“另存为”，类型选“Excel 工作簿 (*.xlsx)”，再交新文件",
            ),
            "en": (
                "this is a workbook of an older or binary kind (.xls, .et or .xlsb), so it was not read",
                "open it in Excel or WPS, choose Save As, type Excel Workbook (*.xlsx), and hand in the new file",
            ),
        },
    ),
    "FILE_ENCRYPTED": (
        "error",
        {
            "zh": (
                "这个文件设有打开密码，无法读取。只接受没有密码的文件",
                "请输入密码打开，在“文件 - 信息 - 保护工作簿 - 用密码进行加密”里清空密码，保存后再交",
            ),
            "en": (
                "the file has a password and cannot be read",
                "open it and save it without a password (File, Info, Protect Workbook, Encrypt with Password: leave it"
                " empty), then hand it in again",
            ),
        },
    ),
    "FILE_MACRO": (
        "error",
        {
            "zh": (
                "这个工作簿带有宏，为了安全没有读取。只接受不带宏的 .xlsx",
                "请用 Excel 或 WPS 打开，选“另存为”，类型选“Excel 工作簿 (*.xlsx)”，提示不能保存宏时选“是”，再交",
            ),
            "en": (
                "the workbook has macros and was not read; only workbooks without macros are accepted",
                "open it, choose Save As, type Excel Workbook (*.xlsx), say Yes to saving without macros, and hand in"
                " the new file",
            ),
        },
    ),
    "FILE_UNSAFE": (
        "error",
        {
            "zh": (
                "文件内部有正常保存的表格不会有的内容，为了安全没有读取：{reason}（{part}）",
                "请用 Excel 或 WPS 打开，把数据复制到新的空白工作簿，另存为 .xlsx，再交新文件",
            ),
            "en": (
                "the file holds something that no office program saves, so it was not read: {reason} ({part})",
                "open it in Excel or WPS, copy what it says into a new workbook, save that as .xlsx and hand it in",
            ),
        },
    ),
    "FILE_LIMIT": (
        "error",
        {
            "zh": (
                "{what}为 {found}，最多接受 {limit}，没有读取",
                "请删除表格以外多余的行、列、工作表或内容（可从表格下方、右方整行整列删除），保存后再交",
            ),
            "en": (
                "{what}: {found}; at most {limit} are accepted, so the file was not read",
                "delete rows, columns, sheets or contents that do not belong to the table (whole rows below it, whole"
                " columns beside it), save and hand it in again",
            ),
        },
    ),
    "FILE_DAMAGED": (
        "error",
        {
            "zh": (
                "文件已损坏或保存不完整，没有读取：{reason} {part}",
                "请用 Excel 或 WPS 打开检查（如果指出了单元格，请改正那里），另存为新的 .xlsx，再交新文件",
            ),
            "en": (
                "the file is damaged or was not saved completely, so it was not read: {reason} {part}",
                "open it in Excel or WPS and check it (mend the cell, if one is named), save it as a new .xlsx and hand"
                " that in",
            ),
        },
    ),
    "FILE_STRICT": (
        "error",
        {
            "zh": (
                "文件是“Strict Open XML”格式，其中的内容无法可靠读取。接受普通的 .xlsx",
                "请用 Excel 打开，选“另存为”，类型选“Excel 工作簿 (*.xlsx)”（不要选 Strict），再交新文件",
            ),
            "en": (
                "the file is saved as Strict Open XML and cannot be read reliably",
                "open it in Excel, choose Save As, type Excel Workbook (*.xlsx), not Strict, and hand in the new file",
            ),
        },
    ),
    "FILE_READER_DIED": (
        "error",
        {
            "zh": (
                "读取这个文件时出了问题，已停止读取：{how}。其他文件不受影响",
                "请用 Excel 或 WPS 打开，把数据复制到新的空白工作簿，另存为 .xlsx，再交新文件",
            ),
            "en": (
                "reading this file went wrong and was stopped: {how}. Other files are not affected",
                "open it in Excel or WPS, copy what it says into a new workbook, save that as .xlsx and hand it in",
            ),
        },
    ),
    "SHEET_READ_SHORT": (
        "error",
        {
            "zh": (
                "两种方式读取的结果不一致（{found}），为避免用错数据，整个文件没有采用",
                "请用 Excel 或 WPS 打开，另存为新的 .xlsx，再交新文件",
            ),
            "en": (
                "two ways of reading do not agree ({found}); the file was not used",
                "open it in Excel or WPS, save it as a new .xlsx and hand that in",
            ),
        },
    ),
    "CSV_UNDECODABLE": (
        "error",
        {
            "zh": (
                "这个 CSV 文件的文字编码无法识别。接受 UTF-8 和 GB18030（GBK）",
                "请用 Excel 或 WPS 打开，另存为 .xlsx，或另存为“CSV UTF-8”，再交一次",
            ),
            "en": (
                "the encoding of this CSV file is not known. Accepted are UTF-8 and GB18030 (GBK)",
                "open it in Excel or WPS, save it as .xlsx or as CSV UTF-8, and hand it in again",
            ),
        },
    ),
}
