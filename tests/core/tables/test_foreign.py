"""Files of other programs: points, contacts and calendars come in as tables, all others are refused for the right reason."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from desktop.core.errors import UserError
from desktop.core.i18n import using
from desktop.core.tables import read_table

GPX = ('<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="34.1" lon="115.2"><ele>45.5</ele>'
       '<name>王庄</name><desc>东头</desc></wpt><wpt lat="x" lon="115"><name>B</name></wpt><trk><name>t</name></trk></gpx>')
KML = ('<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>点</name>'
       '<Point><coordinates>115.2,34.1,0</coordinates></Point></Placemark><Placemark><LineString/></Placemark></Document></kml>')
OLD_CARD = ("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=94=B2;=E4=B9=99;;;\r\n"
            "TEL;CELL:138 0000 0000\r\nTEL;HOME:0371-600\r\nEND:VCARD\r\n")
NEW_CARD = ("BEGIN:VCARD\nVERSION:3.0\nFN:张三\nN:张;三;;;\nORG:丰收农资;销售部\nTEL;TYPE=WORK:13800000001\nEMAIL:a@b.cn\n"
            "BDAY:1980-02-03\nNOTE:老客户\nEND:VCARD\n")
EVENTS = ("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nSUMMARY:田间培训\nDTSTART;VALUE=DATE:20260715\n"
          "LOCATION:王庄\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nSUMMARY:会\nDTSTART:20260716T090000\nEND:VEVENT\nEND:VCALENDAR\n")


pytestmark = pytest.mark.usefixtures("reading_process")


def save(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def packed(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in (*(["mimetype"] if mimetype else []), *names):
            archive.writestr(name, mimetype if name == "mimetype" else "x")
    return stream.getvalue()


def test_points_of_a_receiver_or_a_map_are_a_table_under_the_names_of_sites(tmp_path: Path) -> None:
    with using("zh_CN"):
        table = read_table(save(tmp_path, "a.gpx", GPX))
    assert table.header == ("名称", "纬度", "经度", "海拔", "备注")
    assert table.rows == [("王庄", 34.1, 115.2, 45.5, "东头"), ("B", "x", 115.0, None, None)]
    assert read_table(save(tmp_path, "a.kml", KML)).rows == [("点", 34.1, 115.2, 0.0, None)]


def test_contacts_of_a_telephone_are_a_table_whatever_their_version(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "a.vcf", OLD_CARD + NEW_CARD))
    assert table.rows[0][:3] == ("甲乙", "13800000000", "0371600")
    assert table.rows[1] == ("张三", "13800000001", None, "丰收农资", None, None, "1980-02-03", "a@b.cn; 老客户")


def test_events_of_a_calendar_are_a_table(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "a.ics", EVENTS))
    assert [row[:3] for row in table.rows] == [("田间培训", date(2026, 7, 15), "王庄"), ("会", date(2026, 7, 16), None)]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.json", '{"rows": [1, 2]}', "a JSON file"), ("a.csv", '[{"a": 1}]', "a JSON file"),
        ("a.trt", '[{"name": "x"}]', "import it as traits"), ("a.pdf", "%PDF-1.7", "a PDF document"),
        ("a.docx", packed("[Content_Types].xml", "word/document.xml"), "a Word document"),
        ("a.pptx", packed("ppt/presentation.xml"), "a presentation"), ("a.kmz", packed("doc.kml"), "KMZ"),
        ("a.odt", packed("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "without any table"),
        ("a.zip", packed("t.csv"), "unpack it"), ("b.zip", packed("x/field.db"), "import it as observations"),
        ("c.zip", packed("x.bin"), "without any table"), ("a.jpg", b"\xff\xd8\xff\xe0", "a picture"),
        ("a.heic", b"\x00\x00\x00\x18ftypheic", "a picture or sound"), ("a.html", "<!DOCTYPE html><p>x</p>", "a web page"),
        ("a.xls", "<html><table><tr><td>1</td></tr></table></html>", "a web page"), ("a.svg", "<svg xmlns='x'/>", "a drawing"),
        ("a.xml", "<?xml version='1.0'?><!-- x --><data/>", "an XML file"),
        ("b.xml", "<?xml version='1.0'?><ss:Workbook xmlns:ss='x'/>", "an old XML workbook"),
        ("a.rtf", "{\\rtf1 x}", "a text document"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "a Word document"),
        ("a.gpx", GPX[:90], "half copied"), ("b.gpx", "<gpx><trk/></gpx>", "no single points"),
        ("c.gpx", '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx><wpt lat="1" lon="2">'
                  "<name>&a;</name></wpt></gpx>", "an XML file"),
        ("d.gpx", '<gpx>' + "<a>" * 5000 + '<!DOCTYPE x>', "half copied"),
        ("a.vcf", "BEGIN:VCARD\nTEL:1\n", "half copied"), ("a.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "no contacts"),
    ])
def test_what_is_no_table_is_called_what_it_is(tmp_path: Path, name: str, data: str | bytes, words: str) -> None:
    with pytest.raises(UserError) as caught:
        read_table(save(tmp_path, name, data))
    assert name in str(caught.value) and words in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["[区试],产量\n甲,1\n", "<5%,重复\n1,2\n", "{a},b\n1,2\n", "MM,x\n1,2\n", "begin,end\n1,2\n"])
def test_a_table_that_begins_like_something_else_is_read(tmp_path: Path, text: str) -> None:
    assert len(read_table(save(tmp_path, "t.csv", text)).rows) == 1
