"""Lists that are refused whole, before anything of them is kept."""

from nepmoi.kernel.errors import Conflict, Invalid, NotFound, gettext_noop, refusal


@refusal
class NotAList(Invalid):
    """The content is neither a workbook, nor a Word document, nor text that can be read here."""

    filename: str
    message = gettext_noop(
        "%(filename)s is not an Excel, Word or CSV list. Save it as .xlsx, .docx or .csv and send it again."
    )


@refusal
class ListProtected(Invalid):
    """The file opens only with a password."""

    filename: str
    message = gettext_noop("%(filename)s is protected by a password. Remove the password, save it and send it again.")


@refusal
class ListBroken(Invalid):
    """The file says what it is but cannot be read to its end."""

    filename: str
    message = gettext_noop(
        "%(filename)s is damaged and cannot be read. Open it, save it again as .xlsx or .docx and send that."
    )


@refusal
class ListIsPicture(NotAList):
    """A picture of a list."""

    message = gettext_noop(
        "%(filename)s is a picture. Send the Excel or Word file that it was made from, or type the list into one."
    )


@refusal
class ListIsPdf(NotAList):
    """A printed list."""

    message = gettext_noop("%(filename)s is a PDF. Send the Excel or Word file that it was made from.")


@refusal
class ListIsOpenDocument(NotAList):
    """A spreadsheet or text of LibreOffice."""

    message = gettext_noop(
        "%(filename)s is an OpenDocument file (.ods, .odt). Open it, save it as .xlsx or .docx and send that."
    )


@refusal
class ListIsBinaryWorkbook(NotAList):
    """A workbook in Excel's binary form."""

    message = gettext_noop(
        "%(filename)s is a binary workbook (.xlsb). Open it in Excel, save it as .xlsx and send that."
    )


@refusal
class ListIsOldWord(NotAList):
    """A document of Word before 2007."""

    message = gettext_noop(
        "%(filename)s is an old Word document (.doc). Open it in Word, save it as .docx and send that."
    )


@refusal
class ListTooLarge(Invalid):
    """More bytes than a list of people ever has, as sent."""

    filename: str
    limit: int
    message = gettext_noop(
        "%(filename)s is too large: a list may have %(limit)s MB. Remove pictures and other sheets and send it again."
    )


@refusal
class ListUnpacksTooLarge(ListTooLarge):
    """More bytes than a list of people ever has, once unpacked."""

    message = gettext_noop(
        "%(filename)s is too large once unpacked: %(limit)s MB is the most. Copy the list alone into a new file and send that."
    )


@refusal
class ListBursts(ListTooLarge):
    """A part that unpacks to so many times its size that it was made to fill a machine."""

    message = gettext_noop(
        "%(filename)s unpacks to more than %(limit)s times its size, as no list does. Copy the list alone into a new file and send that."
    )


@refusal
class ListHasTooManyParts(ListTooLarge):
    """A package of more parts than a list ever has."""

    message = gettext_noop(
        "%(filename)s has more than %(limit)s parts inside. Remove pictures and other sheets, or copy the list into a new file, and send that."
    )


@refusal
class ListTooLong(Invalid):
    """More rows or columns than a list of people ever has."""

    filename: str
    rows: int
    limit: int
    message = gettext_noop(
        "%(filename)s reaches row %(rows)s; a list may have %(limit)s rows. Split it, or remove what stands far below it."
    )


@refusal
class ListTooWide(Invalid):
    """Something stands so far to the right that this is no list of people."""

    filename: str
    columns: int
    limit: int
    message = gettext_noop(
        "%(filename)s reaches column %(columns)s; a list may have %(limit)s columns. Remove what stands far to the right."
    )


@refusal
class CellTooLong(Invalid):
    """A name, a post or a unit longer than any is: a paragraph stands in the wrong column."""

    filename: str
    row: int
    limit: int
    message = gettext_noop(
        "%(filename)s, row %(row)s: the name, the position or the unit has more than %(limit)s letters. Shorten it and send the list again."
    )


@refusal
class ListHasMacros(Invalid):
    """The file carries a program."""

    filename: str
    message = gettext_noop("%(filename)s holds a macro. Save it as .xlsx or .docx, without macros, and send it again.")


@refusal
class ListHasEntities(Invalid):
    """Its XML declares a document type or entities, which no office program writes."""

    filename: str
    message = gettext_noop(
        "%(filename)s was not written by an office program and is not opened. Copy the list into a new file and send that."
    )


@refusal
class ListWithoutHeading(Invalid):
    """No row names the columns, at least "Họ và tên" and one more."""

    filename: str
    message = gettext_noop(
        "%(filename)s has no heading that could be found. One row must name the columns: full name, year of birth, unit and so on."
    )


@refusal
class ListWithoutPeople(Invalid):
    """There is a heading and nobody below it."""

    filename: str
    message = gettext_noop("%(filename)s names nobody below its heading.")


@refusal
class RowsUnanswered(Invalid):
    """Rows of a list may be one person twice, or somebody who is in the activity's list already."""

    filename: str
    rows: str
    message = gettext_noop(
        "Nothing of %(filename)s was imported: rows %(rows)s may name somebody who is named already (the other row in brackets). Say for "
        "each whether it is one person or two."
    )


@refusal
class ReceivedListUnknown(NotFound):
    """No list with this id came for an activity in the asker's sight."""

    message = gettext_noop("There is no such list in the area assigned to the account.")


@refusal
class ListNotImported(Conflict):
    """An import is taken back that was never made, or was taken back already."""

    filename: str
    message = gettext_noop("%(filename)s is not imported, so there is nothing to take back.")


@refusal
class ColumnsWithoutName(Invalid):
    """What is said of the columns would leave none with the names."""

    message = gettext_noop("One column has to be the full name. Choose it, and read the list again.")


@refusal
class ListImported(Conflict):
    """A list is settled that was imported by now."""

    filename: str
    message = gettext_noop("%(filename)s is imported. Take the import back to read it in another way.")


@refusal
class ListReadOtherwise(Conflict):
    """A list is imported as a page showed it, and somebody said meanwhile what its columns or cells hold."""

    filename: str
    message = gettext_noop(
        "%(filename)s is read otherwise by now: somebody said what a column or a cell holds. Nothing was imported; what was chosen "
        "and typed stands on the page again. Look at the list, then import it."
    )
