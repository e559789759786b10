"""Make the sample archive from data/sample/source/debate.mbox, as Mailman 2 would serve it.

Reads the source mails and writes the pipermail month, its pages and the scrubbed
parts. Same source, same bytes: no clock, no network, standard library only. The form
follows Mailman 2.1's HyperArch and Scrubber. Run it after every change of the source:

    python data/make_sample.py [--out FOLDER]
"""

from __future__ import annotations

import argparse
import email
import gzip
import hashlib
import html
import io
import re
import time
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.utils import mktime_tz, parseaddr, parsedate_tz
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "sample" / "source" / "debate.mbox"
LIST = "sample-dev"
VOLUME = "2016-March"
FIRST_NUMBER = 4211
BASE_URL = f"http://lists.example.org/pipermail/{LIST}"
LISTINFO = f"http://lists.example.org/mailman/listinfo/{LIST}"
ARCHIVED_ON = "Fri Mar 11 15:00:09 UTC 2016"
NEXT_PART = "-------------- next part --------------"
ADDRESS = re.compile(r"([-+,.\w]+)@([-+.\w]+)")  # ada@example.org; not "@work"
URL = re.compile(r"(\w+://[^&>)\s]+)")  # http://example.org/x; not "example.org/x"
QUOTED = re.compile(r"(?:&gt;)+")  # &gt;&gt; words; not "a &gt; b", matched at the start


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One mail as the archive shows it."""

    number: int
    message_id: str
    parents: tuple[str, ...]  # ids that may be the parent, best first
    sender_field: str  # the name as the header holds it, RFC 2047 left in
    name: str  # decoded
    address: str  # user@host
    date_field: str
    posted_s: int  # seconds since 1970, UTC
    subject: str  # list tag kept, reply prefix before it cut
    cited: tuple[str, ...]  # In-Reply-To and References, as written in the month
    body: str  # as the archive holds it, addresses not yet disguised


def build(source: Path = SOURCE) -> dict[str, bytes]:
    """Return every file of the archive by its path below data/sample."""
    mails = sorted(_read_mbox(source.read_bytes()), key=_posted_s)
    files: dict[str, bytes] = {}
    articles = []
    for number, mail in enumerate(mails, start=FIRST_NUMBER):
        articles.append(_article(mail, number, files))
    month = "".join(map(_month_entry, articles))
    files[f"{LIST}/{VOLUME}.txt.gz"] = _gzipped(month.encode("utf-8"))
    files[f"{LIST}/index.html"] = _index_page(len(month)).encode("utf-8")
    files[f"listinfo/{LIST}.html"] = _listinfo_page().encode("utf-8")
    for name, page in _pages(articles).items():
        files[f"{LIST}/{VOLUME}/{name}"] = page.encode("utf-8")
    return files


def write(files: dict[str, bytes], folder: Path) -> None:
    """Write *files* below *folder*; a .gz that already holds the same text is left alone.

    Builds of zlib differ in the bytes they make of the same text, so rewriting it
    would show a change where there is none.
    """
    for name, data in files.items():
        path = folder / name
        is_kept = name.endswith(".gz") and path.exists()
        if is_kept and gzip.decompress(path.read_bytes()) == gzip.decompress(data):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _read_mbox(data: bytes) -> list[Message]:
    """Return the mails of an mboxrd; every From_ line of the source follows an empty line."""
    parts = re.split(rb"(?:\A|(?<=\n\n))From [^\n]*\n", data)[1:]
    unescaped = (re.sub(rb"(?m)^>(>*From )", rb"\1", part) for part in parts)
    return [email.message_from_bytes(part) for part in unescaped]


def _posted_s(mail: Message) -> int:
    parsed = parsedate_tz(mail["Date"])
    if parsed is None:
        raise ValueError(f"unreadable Date in {mail['Message-ID']}")
    return mktime_tz(parsed)


def _article(mail: Message, number: int, files: dict[str, bytes]) -> Article:
    in_reply_to = _unfold(mail.get("In-Reply-To", ""))
    references = re.findall(r"<[^<>\s]+>", mail.get("References", ""))
    direct = re.findall(r"<[^<>\s]+>", in_reply_to)
    sender_field, address = parseaddr(mail["From"])
    cited = [f"In-Reply-To: {in_reply_to}"] if in_reply_to else []
    if references:
        cited.append(_fold("References: " + " ".join(references)))
    return Article(
        number=number,
        message_id=mail["Message-ID"],
        parents=(*direct, *reversed(references)),
        sender_field=sender_field,
        name=str(make_header(decode_header(sender_field))),
        address=address,
        date_field=mail["Date"],
        posted_s=_posted_s(mail),
        subject=re.sub(rf"^re: (?=\[{LIST}\])", "", _unfold(mail["Subject"]), flags=re.I),
        cited=tuple(cited),
        body=_scrubbed(mail, files),
    )


def _unfold(field: str) -> str:
    return re.sub(r"\n[ \t]+", " ", field)


def _fold(field: str, width: int = 76) -> str:
    lines = [""]
    for word in field.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return "\n\t".join(lines)


def _scrubbed(mail: Message, files: dict[str, bytes]) -> str:
    """Return the plain part, with a note for each HTML part, which becomes a file."""
    if not mail.is_multipart():
        return _decoded(mail)
    day = time.strftime("%Y%m%d", time.gmtime(_posted_s(mail)))
    folder = f"{day}/{hashlib.sha1(mail['Message-ID'].encode()).hexdigest()[:8]}"
    body = ""
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            body += _decoded(part)
        elif part.get_content_type() == "text/html":
            files[f"{LIST}/attachments/{folder}/attachment.html"] = _escaped_html(_decoded(part))
            url = f"{BASE_URL}/attachments/{folder}/attachment.html"
            body += f"{NEXT_PART}\nAn HTML attachment was scrubbed...\nURL: <{url}>\n"
    return body


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise ValueError("a leaf part was expected")
    return payload.decode("utf-8").strip("\n") + "\n"


def _escaped_html(text: str) -> bytes:
    """Return an HTML part as Scrubber keeps it: its source, shown as text."""
    lines = (html.escape(line).replace(" ", "&nbsp;") for line in text.split("\n"))
    return ("<tt>\n" + "<br>\n".join(lines) + "\n</tt>\n").encode("utf-8")


def _disguise(text: str) -> str:
    return ADDRESS.sub(r"\1 at \2", text)


def _month_entry(article: Article) -> str:
    envelope = time.asctime(time.gmtime(article.posted_s))
    address = _disguise(article.address)
    headers = [
        f"From {address}  {envelope}",
        f"From: {address} ({article.sender_field})",
        f"Date: {article.date_field}",
        _fold(f"Subject: {article.subject}"),
        *article.cited,
        f"Message-ID: {article.message_id}",
    ]
    return "\n".join(headers) + "\n\n" + _disguise(article.body) + "\n"


def _gzipped(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", mtime=0) as stream:
        stream.write(data)
    return buffer.getvalue()


def _pages(articles: list[Article]) -> dict[str, str]:
    pages = {}
    for at, article in enumerate(articles):
        before = articles[at - 1] if at else None
        after = articles[at + 1] if at + 1 < len(articles) else None
        pages[_file_name(article)] = _article_page(article, before, after)
    by_subject = sorted(articles, key=lambda a: (_bare(a.subject).lower(), a.posted_s))
    by_author = sorted(articles, key=lambda a: (a.name.lower(), a.posted_s))
    pages["thread.html"] = _list_page("thread", articles, _threaded(articles))
    for order, entries in (("date", articles), ("subject", by_subject), ("author", by_author)):
        pages[f"{order}.html"] = _list_page(order, articles, "\n".join(map(_entry, entries)))
    return pages


def _bare(subject: str) -> str:
    return re.sub(r"^(?:re: |\[sample-dev\] )+", "", subject, flags=re.I)


def _file_name(article: Article) -> str:
    return f"{article.number:06d}.html"


def _shown_date(article: Article) -> str:
    shown = time.asctime(time.gmtime(article.posted_s))
    return f"{shown[:-4]}UTC {shown[-4:]}"


def _head(title: str, robots: str, extra: str = "") -> str:
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML>
 <HEAD>
   <TITLE> {title}
   </TITLE>
   <META NAME="robots" CONTENT="{robots}">
   <META http-equiv="Content-Type" content="text/html; charset=utf-8">
{extra} </HEAD>
 <BODY BGCOLOR="#ffffff">
"""


def _article_page(article: Article, before: Article | None, after: Article | None) -> str:
    subject = html.escape(article.subject, quote=False)
    mailto = (
        f"mailto:{LIST}%40lists.example.org?Subject={quote('Re: ' + article.subject, safe='')}"
        f"&In-Reply-To={quote(article.message_id, safe='')}"
    )
    links = f"""   <LINK REL="Index" HREF="{BASE_URL}/{VOLUME}/index.html" >
   <LINK REL="made" HREF="{mailto}">
   <style type="text/css">
       pre {{
           white-space: pre-wrap;       /* css-2.1, curent FF, Opera, Safari */
           }}
   </style>
"""
    navigation = ""
    for label, other, rel in (("Previous", before, "Previous"), ("Next", after, "Next")):
        if other is not None:
            links += f'   <LINK REL="{rel}"  HREF="{_file_name(other)}">\n'
            shown = html.escape(other.subject, quote=False)
            navigation += (
                f'        <LI>{label} message: <A HREF="{_file_name(other)}">{shown}\n</A></li>\n'
            )
    navigation += "         <LI> <B>Messages sorted by:</B> \n"
    for order in ("date", "thread", "subject", "author"):
        navigation += f'              <a href="{order}.html#{article.number}">[ {order} ]</a>\n'
    navigation += "         </LI>\n       </UL>\n"
    return (
        _head(subject, "index,nofollow", links)
        + f"   <H1>{subject}</H1>\n    <B>{html.escape(article.name)}</B> \n"
        + f'    <A HREF="{mailto}"\n       TITLE="{html.escape(article.subject)}">'
        + f"{_disguise(article.address)}\n       </A><BR>\n    <I>{_shown_date(article)}</I>\n"
        + f"    <P><UL>\n{navigation}    <HR>  \n<!--beginarticle-->\n<PRE>"
        + _article_body(article.body)
        + "\n</PRE>\n\n<!--endarticle-->\n    <HR>\n    <P><UL>\n        <!--threads-->\n"
        + navigation
        + f'\n<hr>\n<a href="{LISTINFO}">More information about the {LIST}\n'
        + "mailing list</a><br>\n</body></html>\n"
    )


def _article_body(body: str) -> str:
    """Return *body* as HyperArch shows it: quotes in italics, addresses and URLs linked."""
    shown = []
    for line in body.split("\n")[:-1]:
        linked = URL.sub(r'<A HREF="\1">\1</A>', html.escape(line, quote=False))
        linked = ADDRESS.sub(rf'<A HREF="{LISTINFO}">\1 at \2</A>', linked)
        quoted = QUOTED.match(linked)
        if quoted:
            shown.append(f"{quoted.group()}<i>{linked[quoted.end() :]}\n</I>")
        else:
            shown.append(linked + "\n")
    return "".join(shown)


def _entry(article: Article) -> str:
    subject = html.escape(article.subject, quote=False)
    return (
        f'<LI><A HREF="{_file_name(article)}">{subject}\n</A>'
        f'<A NAME="{article.number}">&nbsp;</A>\n<I>{html.escape(article.name)}\n</I>\n'
    )


def _threaded(articles: list[Article]) -> str:
    """Return the thread list: keys name the way from the root, levels below 3 stay at 3."""
    keys: dict[str, str] = {}
    oldest: dict[str, str] = {}
    for article in articles:
        parent = next((keys[i] for i in article.parents if i in keys), None)
        if parent is None:
            parent = oldest.get(_bare(article.subject), "")
        keys[article.message_id] = f"{parent}{article.posted_s:011d}.{article.number}-"
        oldest.setdefault(_bare(article.subject), keys[article.message_id])
    lines = []
    depth = 0
    for article in sorted(articles, key=lambda a: keys[a.message_id]):
        key = keys[article.message_id]
        level = min(key.count("-") - 1, 3)
        lines += ["<UL>"] * (level - depth) + ["</UL>"] * (depth - level)
        depth = level
        lines.append(f"<!--{level} {key} -->\n{_entry(article)}")
    return "\n".join(lines + ["</UL>"] * depth)


def _list_page(order: str, articles: list[Article], entries: str) -> str:
    others = "".join(
        f'\t\t<a href="{other}.html#start">[ {other} ]</a>\n'
        for other in ("thread", "subject", "author", "date")
        if other != order
    )
    sorted_by = (
        f"      <ul>\n         <li> <b>Messages sorted by:</b>\n{others}"
        f'\t     <li><b><a href="{LISTINFO}">More info on this list...\n'
        "                    </a></b></li>\n      </ul>\n"
    )
    first, last = _shown_date(articles[0]), _shown_date(articles[-1])
    return (
        _head(f"The {LIST.capitalize()} March 2016 Archive by {order}", "noindex,follow")
        + f'      <a name="start"></A>\n      <h1>March 2016 Archives by {order}</h1>\n{sorted_by}'
        + f"      <p><b>Starting:</b> <i>{first}</i><br>\n"
        + f"         <b>Ending:</b> <i>{last}</i><br>\n"
        + f"         <b>Messages:</b> {len(articles)}<p>\n"
        + f"     <ul>\n\n{entries}\n    </ul>\n    <p>\n"
        + f'      <a name="end"><b>Last message date:</b></a> \n       <i>{last}</i><br>\n'
        + f"    <b>Archived on:</b> <i>{ARCHIVED_ON}</i>\n    <p>\n{sorted_by}     <p>\n     <hr>\n"
        + "     <i>This archive was generated by\n     Pipermail 0.09 (Mailman edition).</i>\n"
        + "  </BODY>\n</HTML>\n"
    )


def _index_page(month_size: int) -> str:
    kilobytes = month_size // 3 // 1024  # gzip makes mail a third; its real size varies by zlib
    views = "".join(
        f'              <A href="{VOLUME}/{order}.html">[ {order.capitalize()} ]</a>\n'
        for order in ("thread", "subject", "author", "date")
    )
    return (
        _head(f"The {LIST.capitalize()} Archives", "noindex,follow")
        + f"     <h1>The {LIST.capitalize()} Archives </h1>\n     <p>\n      You can get "
        + f'<a href="{LISTINFO}">more information about this list</a>.\n     </p>\n\n'
        + "     \t<table border=3>\n          <tr><td>Archive</td>\n          <td>View by:</td>\n"
        + "          <td>Downloadable version</td></tr>\n\n\t    <tr>\n"
        + f"            <td>March 2016:</td>\n            <td>\n{views}            </td>\n"
        + f'            <td><A href="{VOLUME}.txt.gz">'
        + f"[ Gzip'd Text {kilobytes} KB ]</a></td>\n            </tr>\n\n"
        + "              </table>\n\n     </BODY>\n     </HTML>\n"
    )


def _listinfo_page() -> str:
    return (
        _head(f"{LIST.capitalize()} Info Page", "index,follow")
        + f"    <h1>{LIST} -- development of kestrel, a block storage service that does not "
        + "exist</h1>\n    <p>To see the collection of prior postings to the list, visit the\n"
        + f'    <a href="{BASE_URL}/">{LIST} Archives</a>.</p>\n  </BODY>\n</HTML>\n'
    )


def main() -> None:
    """Write the archive into the folder that the command line names."""
    parser = argparse.ArgumentParser(description="Make the sample archive from its source.")
    parser.add_argument("--out", type=Path, default=HERE / "sample", help="folder to write to")
    write(build(), parser.parse_args().out)


if __name__ == "__main__":
    main()
