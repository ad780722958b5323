"""Bytes of mails as words: charsets of China, broken labels, encoded words cut in two, HTML, and what is no mail at all. By hand, no database."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.inbox.channels.mail import addresses
from open315.inbox.channels.mail.mime import decoded, header, seen_in
from open315.inbox.channels.mail.reading import LONGEST, NOBODY, Written, read
from open315.inbox.tests.letters import ADDRESSES, DATE, OURS, PNG, WORDS, WRITER, mail, with_picture
from open315.notify.channels.email import ids

SIMPLE = "我在示例电器商场买的冰箱不制冷，商家不肯退款，请你们处理。"
FULL = "我在示例電器商場買的冰箱不製冷，商家不肯退款，請你們處理。"


def encoded(text: str, charset: str, said: str = "") -> str:
    return f"=?{said or charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


@pytest.mark.parametrize(
    ("text", "codec", "said"),
    [
        (SIMPLE, "gb18030", "gb2312"), (SIMPLE, "gb18030", "GBK"), (SIMPLE, "gb18030", "gb18030"), (SIMPLE, "hz", "hz-gb-2312"),
        (FULL, "big5", "big5"), (FULL, "gb18030", "gb2312"), (FULL, "utf-8", "utf-8"), (FULL, "utf-8", "utf8"),
        (SIMPLE, "gb18030", "iso-8859-1"), (SIMPLE, "gb18030", ""), (FULL, "big5", "us-ascii"), (SIMPLE, "utf-8", "gb2312"),
        (SIMPLE, "gb18030", "utf-8"), (SIMPLE, "gb18030", "no-such-charset"), (FULL, "utf-8", "unknown-8bit"),
    ],
)  # fmt: skip
def test_words_are_read_in_the_charset_they_are_in_whatever_is_said_of_them(text: str, codec: str, said: str) -> None:
    assert decoded(text.encode(codec), said) == text


def test_a_letter_of_the_west_stays_one() -> None:
    assert decoded("Café à la crème".encode("latin-1"), "iso-8859-1") == "Café à la crème"


def test_headers_are_read_as_programs_write_them() -> None:
    whole = "关于冰箱退款的投诉"
    content = whole.encode("gb18030")
    # Cut after the fifth byte: in the middle of a sign.
    pieces = [f"=?gb2312?B?{base64.b64encode(each).decode()}?=" for each in (content[:5], content[5:])]
    assert header("\r\n ".join(pieces)) == whole
    assert header(encoded(whole, "gb18030", "GB2312")) == whole
    assert header(f"Re: {encoded(whole, 'utf-8')} 2026") == f"Re: {whole} 2026"
    assert header("=?utf-8?Q?=E9=80=80=E6=AC=BE?=") == "退款"
    assert header(content.decode("ascii", "surrogateescape")) == whole
    assert header("=?gb2312?B?broken*?=") != ""
    assert header("two\r\n lines\0") == "two lines"


def test_a_mail_says_who_wrote_what_when_and_what_an_answer_refers_to() -> None:
    letter = read(mail(From=f'"{encoded("陳女士", "utf-8")}" <Chen88@Example.net>', References="<a@x> <b@x>"))
    assert (letter.sender, letter.receivers, letter.written) == (WRITER, (OURS,), Written.PERSON)
    assert (letter.subject, letter.text) == ("冰箱不製冷", f"冰箱不製冷\n\n{WORDS}")
    assert letter.thread == "<a@x> <b@x> <one@example.net>"
    assert letter.sent_at == datetime(2026, 5, 12, 1, 59, tzinfo=UTC)
    assert (letter.files, letter.left_out, letter.files_digest) == ((), 0, "")
    assert read(mail(In_Reply_To="<a@x>")).thread == "<a@x> <one@example.net>"
    assert read(mail(Date="soon")).sent_at is None


def test_the_same_mail_is_known_again_and_another_with_its_id_is_not_taken_for_it() -> None:
    first = read(mail())
    assert read(mail(Received="from elsewhere", Delivered_To=OURS)).digest == first.digest
    others = [mail("別的話"), mail(subject="別的事"), mail(From="other@example.net"), mail(Date=""), mail(Message_ID="<two@x>"), with_picture()]  # fmt: skip
    assert len({first.digest, *(read(each).digest for each in others)}) == 7


def test_files_come_with_their_names_and_words_without() -> None:
    letter = read(with_picture(name="%E5%8F%91%E7%A5%A8.png"))
    assert (letter.text, [(each.name, each.content) for each in letter.files]) == (
        f"冰箱不製冷\n\n{WORDS}",
        [("%E5%8F%91%E7%A5%A8.png", base64.b64decode(PNG))],
    )
    assert letter.files_digest != ""


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename*=utf-8''%E5%8F%91%E7%A5%A8.png",
        "attachment; filename*0*=gb18030''%B7%A2; filename*1*=%C6%B1.png",
        f'attachment; filename="{encoded("发票.png", "gb18030", "gb2312")}"',
        "attachment; filename=发票.png",
    ],
)
def test_names_of_files_are_read_however_they_are_written(disposition: str) -> None:
    part = f"--b\r\nContent-Type: image/png\r\nContent-Disposition: {disposition}\r\n\r\nx\r\n--b--"
    assert [each.name for each in read(mail(part, Content_Type="multipart/mixed; boundary=b")).files] == ["发票.png"]


def test_of_several_forms_the_plain_words_are_read_and_html_where_there_are_none() -> None:
    page = "<html><head><title>t</title><style>p </style></head><body><p>第一行</p>第二行<br>第三行<script>bad()</script></body></html>"
    both = f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{{}}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n--b--"
    kind = "multipart/alternative; boundary=b"
    assert read(mail(both.format("只有字"), subject="", Content_Type=kind)).text == "只有字"
    assert read(mail(both.format(""), subject="", Content_Type=kind)).text == "第一行\n第二行\n第三行"
    assert seen_in("<script>never closed") == ""
    assert seen_in("a &lt;b&gt; &#20013;") == "a <b> 中"


def test_a_mail_within_a_mail_is_read_too() -> None:
    inner = mail("裡面的話", subject="轉來的").decode()
    body = f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n請看\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--b--"
    assert (
        read(mail(body, Content_Type="multipart/mixed; boundary=b")).text == "冰箱不製冷\n\n請看\n\n轉來的\n\n裡面的話"
    )


@pytest.mark.parametrize(
    ("headers", "written"),
    [
        ({"Auto_Submitted": "no"}, Written.PERSON),
        ({"Auto_Submitted": "auto-replied (vacation)"}, Written.REPLY),
        ({"Auto_Submitted": "auto-generated"}, Written.MACHINE),
        ({"Precedence": "bulk"}, Written.MACHINE),
        ({"Precedence": "list"}, Written.MACHINE),
        ({"Precedence": "auto_reply"}, Written.REPLY),
        ({"X_Autoreply": "yes"}, Written.REPLY),
        ({"X_Autorespond": "yes"}, Written.REPLY),
        ({"List_Id": "<l.example.org>"}, Written.MACHINE),
        ({"Return_Path": "<>"}, Written.MACHINE),
        ({"Return_Path": "<chen88@example.net>"}, Written.PERSON),
        ({"From": "postmaster@example.net"}, Written.PERSON),
        ({"Message_ID": "<message-5@open315>"}, Written.PERSON),
    ],
)
def test_machines_are_known_by_what_they_say_of_themselves(headers: dict[str, str], written: Written) -> None:
    assert read(mail(**headers)).written is written


def test_many_parts_and_deep_ones_are_bounded_and_the_rest_is_told() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(40))
    assert read(b"From: a@b.example\r\n" + deep).left_out == 1
    many = "".join(f"--b\r\nContent-Type: image/png\r\n\r\n{n}\r\n" for n in range(23)) + "--b--"
    letter = read(mail(many, Content_Type="multipart/mixed; boundary=b"))
    assert (len(letter.files), letter.left_out) == (20, 3)


def test_long_words_are_cut_and_none_are_told() -> None:
    long = read(mail("長" * 30_000, subject=""))
    assert (len(long.text), long.text[-3:]) == (LONGEST, "［…］"[-3:])
    assert read(mail("", subject="")).text == "［—］"


@given(st.binary(max_size=600))
def test_any_bytes_are_some_mail(raw: bytes) -> None:
    letter = read(raw)
    assert letter.text != ""
    assert "\0" not in letter.text
    assert len(letter.digest) == 64
    assert "@" in letter.sender


def test_without_a_sender_nobody_wrote_it() -> None:
    assert read(b"").sender == NOBODY
    assert read(mail(From="no address")).sender == NOBODY
    assert read(mail(From="no address", Sender="real@example.net")).sender == "real@example.net"


def test_an_address_is_signed_for_one_conversation() -> None:
    signed = addresses.signed(OURS, 12)
    assert addresses.conversation_in(["x@example.net", signed.upper()]) == 12
    assert addresses.conversation_in([signed.replace("c12-", "c13-")]) is None
    assert addresses.conversation_in([signed.replace("@", "0@")]) is None
    assert addresses.conversation_in(["tousu+c12@example.org", OURS, ""]) is None
    assert addresses.is_own(signed, ADDRESSES)
    assert not addresses.is_own("tousu@elsewhere.example", ADDRESSES)
    assert len(signed.partition("@")[0]) <= 64


def test_an_address_belongs_to_a_council() -> None:
    assert addresses.known(ADDRESSES) == {"tousu@example.org": "420100", "huangshi@example.org": "420200"}
    assert addresses.known("rubbish =1 a@b") == {}
    assert addresses.own_of(["x@y", "Huangshi+c1@Example.org"], ADDRESSES) == "huangshi@example.org"
    assert addresses.own_of(["x@y"], ADDRESSES) == "tousu@example.org"
    assert addresses.own_of(["x@y"], "") == ""
    assert addresses.address_of_region("420200", ADDRESSES) == "huangshi@example.org"
    assert addresses.address_of_region("429000", ADDRESSES) == "tousu@example.org"
    assert addresses.address_of_region("420100", "") == ""


def test_ids_of_our_mails_are_signed() -> None:
    ours = ids.message_id("message-12@open315")
    assert ids.keys_in(f"x {ours} y {ours} <message-13@open315>") == ["message-12@open315"]
    assert ids.keys_in(ours.replace("12.", "13.")) == []
    assert DATE.endswith("+0800")
