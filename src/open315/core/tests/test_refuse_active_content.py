"""Evidence that acts when it is opened is refused with what to send instead; the same document without the action is taken."""

import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from open315.core.errors import InvalidInput
from open315.core.uploads import active_content, kinds, services, storage
from open315.core.uploads.models import Upload

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.UPLOADS = tmp_path / "uploads"


def pdf(body: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj" + body + b"endobj\ntrailer<<>>\n%%EOF\n"


def objects(content: bytes, dictionary: bytes = b"<</Type/ObjStm/Filter/FlateDecode>>") -> bytes:
    return pdf(dictionary + b"stream\r\n" + zlib.compress(content) + b"\nendstream ")


def docx(**parts: str | bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", parts.pop("types", "<Types/>"))
        package.writestr("word/document.xml", parts.pop("document", "<w:document/>"))
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def xlsx(**parts: str | bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>", **parts}.items():
            package.writestr(name, content)
    return out.getvalue()


def damaged(content: bytes, name: bytes) -> bytes:
    """One byte of the part's packed content changed, behind its name in the file."""
    at = content.index(name) + len(name) + 3
    return content[:at] + bytes((content[at] ^ 0xFF,)) + content[at + 1 :]


def related(kind: str, target: str, mode: str = ' TargetMode="External"') -> dict[str, str | bytes]:
    return {
        "word/_rels/settings.xml.rels": f'<Relationships><Relationship Id="r1" Type="{RELATION}/{kind}" Target="{target}"{mode}/></Relationships>'
    }


def fields(*pieces: str) -> str:
    return "".join(f"<w:r><w:instrText xml:space='preserve'>{each}</w:instrText></w:r>" for each in pieces)


LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
REMOTE = "http://example.org/a.dotm"
ACTIVE: dict[str, bytes] = {
    "pdf javascript": pdf(b"<</S/JavaScript/JS(app.alert(1))>>"),
    "pdf javascript in hexadecimal": pdf(b"<</S/J#61vaScrip#74/JS(app.alert(1))>>"),
    "pdf javascript in an object stream": objects(b"1 0 <</S/JavaScript/JS(app.alert(1))>>"),
    "pdf javascript in hexadecimal in an object stream": objects(b"1 0 <</S/#4aavaScript/JS(app.alert(1))>>"),
    "pdf objects under another filter": objects(b"1 0", b"<</Type/ObjStm/Filter[/ASCIIHexDecode/FlateDecode]>>"),
    "pdf starts a program": pdf(b"<</S/Launch/F(cmd.exe)>>"),
    "pdf sends a form": pdf(b"<</S/SubmitForm/F(http://example.org)>>"),
    "pdf with a film player": pdf(b"<</Subtype/RichMedia>>"),
    "pdf encrypted": pdf(b"<</Encrypt 5 0 R>>"),
    "pdf with the test virus": pdf(b"<<>>") + EICAR,
    "pdf with the test virus in a stream": objects(EICAR),
    "docx remote template": docx(**related("attachedTemplate", REMOTE)),
    "docx remote template in references": docx(**related("attachedTemplate", REMOTE, ' TargetMode="&#69;xternal"')),
    "docx remote template in utf-16": docx(
        **{name: str(text).encode("utf-16") for name, text in related("attachedTemplate", REMOTE).items()}
    ),
    "docx remote picture": docx(**related("image", "http://example.org/seen.png")),
    "docx remote frame": docx(**related("frame", "//example.org/share")),
    "docx object": docx(**{"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
    "docx object by relation": docx(**related("oleObject", "objects/1.bin", "")),
    "docx activex": docx(**{"word/activeX/activeX1.xml": "<ax/>"}),
    "docx macros": docx(**{"word/vbaProject.bin": b"x"}),
    "docx declared with macros": docx(
        types='<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    ),
    "docx dde": docx(document=fields(r"DDEAUTO c:\\windows\\system32\\cmd.exe")),
    "docx dde in pieces": docx(document=fields("DD", "EAU", r"TO c:\\cmd.exe")),
    "docx with entities that grow": docx(document=LAUGHS),
    "docx with entities in a part nobody shows": docx(**{"docProps/custom.xml": LAUGHS}),
    "docx with entities in a relation": docx(**{"word/_rels/document.xml.rels": LAUGHS}),
    "docx with entities in a drawing": docx(**{"word/media/image1.svg": LAUGHS}),
    "docx with entities in utf-16": docx(document=LAUGHS.encode("utf-16")),
    "docx with entities in utf-16 without a mark": docx(document=LAUGHS.encode("utf-16-be")),
    "docx with entities in utf-7": docx(document=b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-'),
    "docx with entities in ebcdic": docx(document=LAUGHS.encode("cp037")),
    "docx with entities in utf-32": docx(document=LAUGHS.encode("utf-32")),
    "docx that fetches an entity": docx(document='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "docx that fetches what it declares": docx(document='<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>'),
    "docx with a page of another program": docx(**related("aFChunk", "afchunk.mht", "")),
    "docx damaged in a part": damaged(docx(**{"word/theme.xml": "<a/>" * 99}), b"word/theme.xml"),
    "xlsx with entities in its words": xlsx(**{"xl/sharedStrings.xml": LAUGHS}),
    "xlsx that asks another program": xlsx(
        **{"xl/externalLinks/externalLink1.xml": '<x><x:ddeLink ddeService="cmd"/></x>'}
    ),
    "xlsx with a formula that starts a program": xlsx(
        **{"xl/worksheets/sheet1.xml": "<c><f>cmd|&apos;/c calc&apos;!A0</f></c>"}
    ),
    "xlsx that fetches when it is opened": xlsx(**{"xl/connections.xml": "<connections/>"}),
    "xlsx with a sheet of macros": xlsx(**{"xl/macrosheets/sheet1.xml": "<x/>"}),
    "pdf renders with a program": pdf(b"<</S/Rendition/JS(app.alert(1))>>"),
    "docx with the test virus": docx(**{"word/media/image1.png": b"a"}) + EICAR,
}
HARMLESS: dict[str, bytes] = {
    "pdf": pdf(b"<</Type/Page>>"),
    "pdf with links": pdf(b"<</S/URI/URI(http://example.org/JavaScript)>>"),
    "pdf with objects": objects(b"1 0 <</Type/Page>>"),
    "pdf with a picture": pdf(b"<</Subtype/Image/Filter/DCTDecode>>stream\n\xff\xd8\xff\xe0 endstream "),
    "docx": docx(),
    "docx with links": docx(**related("hyperlink", "http://example.org/")),
    "docx with styles": docx(**related("styles", "styles.xml", "")),
    "docx with page numbers": docx(document=fields("PAGE", " of ", "NUMPAGES")),
    "docx that speaks of dde": docx(document="<w:t>DDEAUTO</w:t>"),
    "docx that says its encoding": docx(
        document='\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a/>'
    ),
    "docx that speaks of entities": docx(document="<w:t>&lt;!DOCTYPE a [&lt;!ENTITY b&gt;]</w:t>"),
    "docx with a drawing": docx(**{"word/media/image1.svg": "<svg/>", "word/empty.xml": ""}),
    "xlsx": xlsx(),
    "xlsx with formulas": xlsx(**{"xl/worksheets/sheet1.xml": '<c><f>IF(A1="a|b",1,2)</f></c><c><f>SUM(A1)</f></c>'}),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_acts_when_it_is_opened_is_refused_and_nothing_of_it_stays(name: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        services.receive(SimpleUploadedFile("證據", ACTIVE[name]), at=AT)
    with translation.override("zh-hant"):
        said = str(refusal.value.message)
    assert (refusal.value.field, said[-1]) == ("evidence", "。")
    assert any(word in said for word in ("PDF", "照片", "DOCX")), said
    assert (Upload.objects.exists(), [path for path in storage.root().rglob("*") if path.is_file()]) == (False, [])


@pytest.mark.parametrize("name", HARMLESS)
def test_the_same_without_an_action_is_taken(name: str) -> None:
    upload = services.receive(SimpleUploadedFile("證據", HARMLESS[name]), at=AT)
    assert upload.content_type == {"docx": kinds.DOCX, "xlsx": kinds.XLSX, "pdf": kinds.PDF}[name.split()[0]]


def test_a_pdf_that_unpacks_without_end_is_refused() -> None:
    bomb = zlib.compress(bytes(4 * 1024 * 1024), 9)
    with pytest.raises(InvalidInput):
        services.receive(SimpleUploadedFile("a.pdf", pdf(b"".join(b"stream\n" + bomb for _ in range(33)))), at=AT)


def test_a_package_of_more_parts_than_are_looked_into_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(active_content, "MAX_PARTS", 3)
    assert services.receive(SimpleUploadedFile("a.docx", docx(**{"word/a.xml": "<a/>"})), at=AT).pk
    with pytest.raises(InvalidInput) as refusal:
        services.receive(SimpleUploadedFile("a.docx", docx(**{"word/a.xml": "<a/>", "word/b.xml": LAUGHS})), at=AT)
    assert str(refusal.value.message) == str(active_content.TOO_MUCH)


def test_a_package_whose_parts_unpack_to_too_much_is_refused() -> None:
    big = docx(**{f"word/part{n}.xml": b"<a>" * 4_000_000 + bytes(n) for n in range(3)})
    with pytest.raises(InvalidInput):
        services.receive(SimpleUploadedFile("a.docx", big), at=AT)
