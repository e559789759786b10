"""How mailers that send HTML alone quote and copy: whose words each line of its text holds."""

# ruff: noqa: E501  (HTML as its mailer writes it)

from __future__ import annotations

import pytest

from .mailers import credited, drawn, mail_of

SAID = "On Tue, May 3, 2016 at 2:05 PM Ada Lovelace &lt;<a href='mailto:ada@example.org'>ada@example.org</a>&gt; wrote:"
BLOCK = (
    "<b>From:</b> Ada Lovelace &lt;ada@example.org&gt;<br><b>Sent:</b> Tuesday, May 3, 2016 2:05 PM<br>"
    "<b>To:</b> dev@example.org &lt;dev@example.org&gt;<br><b>Subject:</b> gate"
)
OLD = "Shall we close it?"
# by mailer: the sender says "Yes." and perhaps "No more."; the rest is Ada's
MAILERS = {
    "gmail": f'<div dir="ltr">Yes.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{SAID}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">{OLD}</div></blockquote></div>',
    "gmail, answers between": f'<div dir="ltr"><div class="gmail_quote"><div class="gmail_attr">{SAID}<br></div><blockquote class="gmail_quote">{OLD}</blockquote><div>Yes.</div><blockquote class="gmail_quote">I have the key.</blockquote><div>No more.</div></div></div>',
    "gmail, a forward": f'<div dir="ltr">Yes.<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <b class="gmail_sendername" dir="auto">Ada Lovelace</b> <span dir="auto">&lt;<a href="mailto:ada@example.org">ada@example.org</a>&gt;</span><br>Date: Tue, May 3, 2016 at 2:05 PM<br>Subject: gate<br>To: &lt;dev@example.org&gt;<br></div><br><br><div dir="ltr">{OLD}</div></div></div>',
    "thunderbird": f'<p>Yes.</p><div class="moz-cite-prefix">{SAID}<br></div><blockquote type="cite" cite="mid:a1@example.org"><p>{OLD}</p></blockquote><p>No more.</p>',
    "thunderbird, a forward": f'<p>Yes.</p><div class="moz-forward-container"><br><br>-------- Forwarded Message --------<table class="moz-email-headers-table"><tbody><tr><th>Subject: </th><td>gate</td></tr><tr><th>Date: </th><td>Tue, 3 May 2016 14:05:00 +0200</td></tr><tr><th>From: </th><td>Ada Lovelace <a href="mailto:ada@example.org">&lt;ada@example.org&gt;</a></td></tr><tr><th>To: </th><td>dev@example.org</td></tr></tbody></table><br><br>{OLD}</div>',
    "apple mail": f'<div>Yes.</div><div><br><blockquote type="cite"><div>On 3 May 2016, at 14:05, Ada Lovelace &lt;<a href="mailto:ada@example.org">ada@example.org</a>&gt; wrote:</div><br class="Apple-interchange-newline"><div>{OLD}</div></blockquote></div>',
    "apple mail, a forward": f'<div>Yes.<br><div><br><blockquote type="cite"><div>Begin forwarded message:</div><br class="Apple-interchange-newline"><div style="margin: 0"><span><b>From: </b></span><span>Ada Lovelace &lt;<a href="mailto:ada@example.org">ada@example.org</a>&gt;<br></span></div><div><span><b>Subject: </b></span><span><b>gate</b><br></span></div><div><span><b>Date: </b></span><span>May 3, 2016 at 2:05:00 PM GMT+2<br></span></div><div><span><b>To: </b></span><span>dev@example.org<br></span></div><br><div>{OLD}</div></blockquote></div></div>',
    "iphone": f'<div dir="ltr">Yes.<br><br><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On 3 May 2016, at 14:05, Ada Lovelace &lt;ada@example.org&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">﻿{OLD}</div></blockquote></div>',
    "outlook": f'<div class="WordSection1"><p class="MsoNormal">Yes.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b><span lang="EN-US">From:</span></b><span lang="EN-US"> Ada Lovelace &lt;ada@example.org&gt; <br><b>Sent:</b> Tuesday, May 3, 2016 2:05 PM<br><b>To:</b> dev@example.org<br><b>Subject:</b> gate<o:p></o:p></span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">{OLD}</p></div>',
    "outlook, a bar": f'<div class="Section1"><p class="MsoNormal">Yes.</p><div style="border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt"><div><div class="MsoNormal" align="center"><hr size="2" width="100%" align="center"></div><p class="MsoNormal"><b><span>From:</span></b><span> Ada Lovelace [mailto:ada@example.org] <br><b>Sent:</b> Tuesday, May 3, 2016 2:05 PM<br><b>To:</b> dev@example.org<br><b>Subject:</b> gate</span></p></div><p class="MsoNormal">{OLD}</p></div></div>',
    "outlook 2000": f'<div>Yes.</div><blockquote style="margin-right: 0px"><div class="OutlookMessageHeader" dir="ltr" align="left"><font face="Tahoma" size="2">-----Original Message-----<br><b>From:</b> Ada Lovelace [mailto:ada@example.org]<br><b>Sent:</b> Tuesday, May 3, 2016 2:05 PM<br><b>To:</b> dev@example.org<br><b>Subject:</b> gate<br><br></font></div><div>{OLD}</div></blockquote>',
    "outlook express": f'<div>Yes.</div><blockquote style="PADDING-RIGHT: 0px; BORDER-LEFT: #000000 2px solid"><div style="FONT: 10pt arial">----- Original Message ----- </div><div style="BACKGROUND: #e4e4e4"><b>From:</b> <a title="ada@example.org" href="mailto:ada@example.org">Ada Lovelace</a> </div><div><b>To:</b> <a href="mailto:dev@example.org">dev@example.org</a> </div><div><b>Sent:</b> Tuesday, May 03, 2016 2:05 PM</div><div><b>Subject:</b> gate</div><div><br></div>{OLD}</blockquote>',
    "outlook on the web": f'<div style="font-family:Calibri">Yes.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt">{BLOCK}</font><div>&nbsp;</div></div><div dir="ltr">{OLD}</div>',
    "outlook for android": f'<div dir="auto">Yes.</div><div id="ms-outlook-mobile-signature"><div><br></div>Get <a href="https://example.org/app">Outlook for Android</a></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">{BLOCK}<div>&nbsp;</div></div>{OLD}',
    "outlook for mac": f'<div><p class="MsoNormal">Yes.</p><div id="mail-editor-reference-message-container"><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b><span>From: </span></b><span>Ada Lovelace &lt;ada@example.org&gt;<br><b>Date: </b>Tuesday, May 3, 2016 at 2:05 PM<br><b>To: </b>dev@example.org<br><b>Subject: </b>gate</span></p></div><p>{OLD}</p></div></div>',
    "entourage": f'Yes.<br><br><span>On 5/3/16 2:05 PM, &quot;Ada Lovelace&quot; &lt;<a href="ada@example.org">ada@example.org</a>&gt; wrote:<br><br></span><blockquote><span>{OLD}</span></blockquote>',
    "hotmail": f'Yes.<br><br><hr id="stopSpelling">Date: Tue, 3 May 2016 14:05:00 +0200<br>From: Ada Lovelace &lt;ada@example.org&gt;<br>To: dev@example.org<br>Subject: gate<br><br>{OLD}<br>',
    "mail for windows": f'<div class=WordSection1><p class=MsoNormal>Yes.</p><p class=MsoNormal>Sent from <a href="https://example.org/mail">Mail</a> for Windows 10</p><div style="mso-element:para-border-div;border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal style="border:none;padding:0cm"><b>From: </b>Ada Lovelace &lt;ada@example.org&gt;<br><b>Sent: </b>Tuesday, May 3, 2016 2:05 PM<br><b>To: </b>dev@example.org<br><b>Subject: </b>gate</p></div><p class=MsoNormal>{OLD}</p></div>',
    "yahoo": f'<div>Yes.</div><div id="ydp1yahoo_quoted_12" class="ydp1yahoo_quoted"><div><div>On Tuesday, May 3, 2016, 02:05:00 PM GMT+2, Ada Lovelace &lt;ada@example.org&gt; wrote: </div><div><br></div><div>{OLD}</div></div></div>',
    "yahoo, old": f'<table><tr><td>Yes.<br><br>--- On <b>Tue, 5/3/16, Ada Lovelace <i>&lt;ada@example.org&gt;</i></b> wrote:<br><blockquote style="border-left: 2px solid rgb(16, 16, 255); margin-left: 5px; padding-left: 5px;"><br>From: Ada Lovelace &lt;ada@example.org&gt;<br>Subject: gate<br>To: dev@example.org<br>Date: Tuesday, May 3, 2016, 2:05 PM<br><br><div>{OLD}</div></blockquote></td></tr></table>',
    "yahoo, a rule": f'<div><div>Yes.</div><blockquote style="border-left: 2px solid rgb(16, 16, 255);"><div><div dir="ltr"><hr size="1"><font face="Arial"><b><span>From:</span></b> Ada Lovelace &lt;ada@example.org&gt;<br><b><span>To:</span></b> dev@example.org <br><b><span>Sent:</span></b> Tuesday, May 3, 2016 2:05 PM<br><b><span>Subject:</span></b> gate<br></font></div><br>{OLD}</div></blockquote></div>',
    "aol": f'<div>Yes.</div><div style="font-family:arial;color:black">-----Original Message-----<br>From: Ada Lovelace &lt;ada@example.org&gt;<br>To: dev &lt;dev@example.org&gt;<br>Sent: Tue, May 3, 2016 2:05 pm<br>Subject: gate<br><br><div>{OLD}</div></div>',
    "notes": f'<font size=2 face="sans-serif">Yes.</font><br><br><br><table width=100%><tr valign=top><td><font size=1 color=#5f5f5f face="sans-serif">From: &nbsp; &nbsp; &nbsp; &nbsp;</font><td><font size=1 face="sans-serif">Ada Lovelace &lt;ada@example.org&gt;</font><tr><td><font size=1 color=#5f5f5f>To: &nbsp; &nbsp; &nbsp;</font><td><font size=1>dev@example.org</font><tr><td><font size=1>Date: &nbsp; &nbsp;</font><td><font size=1>05/03/2016 02:05 PM</font><tr><td><font size=1>Subject: &nbsp;</font><td><font size=1>gate</font></table><br><hr noshade><br><br><tt><font size=2>{OLD}</font></tt>',
    "notes, a line": f'<font size=2 face="sans-serif">Yes.</font><br><br><tt><font size=2>Ada Lovelace &lt;ada@example.org&gt; wrote on 05/03/2016 02:05:00 PM:<br><br>&gt; {OLD}<br>&gt; I have the key.</font></tt>',
    "groupwise": f"<div>Yes.</div><div><br>&gt;&gt;&gt; Ada Lovelace &lt;ada@example.org&gt; 05/03/16 2:05 PM &gt;&gt;&gt;<br>{OLD}</div>",
    "zimbra": f'<div style="font-family: arial">Yes.<br><br><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>"Ada Lovelace" &lt;ada@example.org&gt;<br><b>To: </b>"dev" &lt;dev@example.org&gt;<br><b>Sent: </b>Tuesday, May 3, 2016 2:05:00 PM<br><b>Subject: </b>gate<br></div><br><div data-marker="__QUOTED_TEXT__">{OLD}</div></div>',
    "zimbra, a bar": f'<div>Yes.<br><br><span data-marker="__QUOTED_TEXT__">----- On May 3, 2016, at 2:05 PM, Ada Lovelace ada@example.org wrote:<br></span><blockquote style="border-left:2px solid #1010FF;margin-left:5px">{OLD}</blockquote></div>',
    "proton": f'<div>Yes.<br></div><div class="protonmail_quote">------- Original Message -------<br>On Tuesday, May 3rd, 2016 at 2:05 PM, Ada Lovelace &lt;ada@example.org&gt; wrote:<br><br><blockquote class="protonmail_quote" type="cite">{OLD}</blockquote></div>',
    "tutanota": f'<div>Yes.<br></div><div><br></div><div>May 3, 2016, 14:05 by ada@example.org:<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8; padding-left: 10px;"><div>{OLD}</div></blockquote>',
    "fastmail": f'<div>Yes.<br></div><div>On Tue, May 3, 2016, at 2:05 PM, Ada Lovelace wrote:<br></div><blockquote type="cite" id="qt"><div>{OLD}</div></blockquote><div>No more.</div>',
    "spark": f'<div name="messageBodySection"><div dir="auto">Yes.</div></div><div name="messageSignatureSection"><br></div><div name="messageReplySection">On 3 May 2016, 14:05 +0200, Ada Lovelace &lt;ada@example.org&gt;, wrote:<br><blockquote type="cite" style="border-left: thin solid #1abc9c;">{OLD}</blockquote></div>',
    "superhuman": f'<div><div>Yes.</div><br><div class="gmail_signature"></div><br><div class="gmail_quote">On Tue, May 03, 2016 at 2:05 PM, Ada Lovelace <span dir="ltr">&lt;<a href="mailto:ada@example.org">ada@example.org</a>&gt;</span> wrote:<br><blockquote class="gmail_quote sh-color-black">{OLD}</blockquote></div></div>',
    "mailspring": f'<div>Yes.</div><div class="gmail_quote_attribution">On May 3 2016, at 2:05 pm, Ada Lovelace &lt;ada@example.org&gt; wrote:</div><blockquote><div>{OLD}</div></blockquote>',
    "roundcube": f'<p>Yes.</p><p id="reply-intro">On 2016-05-03 14:05, Ada Lovelace wrote:</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0"><div>{OLD}</div></blockquote>',
    "horde": f'<p>Yes.<br></p><p>Quoting Ada Lovelace &lt;<a href="mailto:ada@example.org">ada@example.org</a>&gt;:</p><blockquote type="cite" style="border-left:2px solid blue;margin-left:2px;padding-left:12px;"><p>{OLD}</p></blockquote>',
    "mail.ru": f'<p>Yes.</p><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Вторник,  3 мая 2016, 14:05 +03:00 от Ada Lovelace &lt;<a href="mailto:ada@example.org">ada@example.org</a>&gt;:<br><br><div>{OLD}</div></blockquote>',
    "yandex": f'<div>Yes.</div><div> </div><div>03.05.2016, 14:05, "Ada Lovelace" &lt;ada@example.org&gt;:</div><blockquote type="cite"><p>{OLD}</p></blockquote>',
    "gmx": f'<div>Yes.<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Dienstag, 03. Mai 2016 um 14:05 Uhr<br><b>Von:</b>&nbsp;"Ada Lovelace" &lt;ada@example.org&gt;<br><b>An:</b>&nbsp;dev@example.org<br><b>Betreff:</b>&nbsp;gate</div><div name="quoted-content">{OLD}</div></div></div>',
    "qq": f'<div>Yes.</div><div><br></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;"><div><b>发件人:</b>&nbsp;"Ada Lovelace"&lt;ada@example.org&gt;;</div><div><b>发送时间:</b>&nbsp;2016年5月3日(星期二) 下午2:05</div><div><b>收件人:</b>&nbsp;"dev"&lt;dev@example.org&gt;;</div><div><b>主题:</b>&nbsp;gate</div></div><div>{OLD}</div>',
    "163": f'<div>Yes.</div><br><pre>At 2016-05-03 14:05:00, "Ada Lovelace" &lt;ada@example.org&gt; wrote:</pre><blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid"><div>{OLD}</div></blockquote>',
    "em client": f'<div>Yes.</div><div><br></div><div>------ Original Message ------</div><div>From "Ada Lovelace" &lt;<a href="mailto:ada@example.org">ada@example.org</a>&gt;</div><div>To dev@example.org</div><div>Date 03/05/2016 14:05:00</div><div>Subject gate</div><div><br></div><div id="x1"><blockquote cite="mid:a1" type="cite" class="cite2"><div>{OLD}</div></blockquote></div>',
    "samsung": f'<div dir="auto">Yes.</div><div id="composer_signature" dir="auto"><div>Sent from my Galaxy</div></div><div><br></div><div style="font-size:100%;color:#000000"><!-- originalMessage --><div>-------- Original message --------</div><div>From: Ada Lovelace &lt;ada@example.org&gt; </div><div>Date: 03/05/2016  14:05  (GMT+01:00) </div><div>To: dev@example.org </div><div>Subject: gate </div><div><br></div></div>{OLD}',
    "zoho": f'<div>Yes.<br></div><div class="zmail_extra" style="zoom:1"><div id="Zm-_Id_-Sgn1">---- On Tue, 03 May 2016 14:05:00 +0200 <b>Ada Lovelace &lt;ada@example.org&gt;</b> wrote ----<br></div><br><blockquote style="border-left: 1px solid #cccccc"><div>{OLD}</div></blockquote></div>',
    "fairemail": f'<div><p>Yes.</p><div class="fairemail_quote"><p>On May 3, 2016 2:05:00 PM GMT+02:00, Ada Lovelace &lt;ada@example.org&gt; wrote:</p><blockquote dir="auto" style="border-left:3px solid #ccc">{OLD}</blockquote></div></div>',
    "nabble": f'Yes.<br><br><div class="quote"><span class="author">Ada Lovelace wrote</span><br/><blockquote class="gmail_quote">{OLD}</blockquote></div>',
    "google groups": f'Yes.<br><br>On Tuesday, May 3, 2016 at 2:05:00 PM UTC+2, Ada Lovelace wrote:<blockquote class="gmail_quote" style="margin: 0;border-left: 1px #ccc solid;">{OLD}</blockquote>',
    "eudora": f'<html><body>At 02:05 PM 5/3/2016, Ada Lovelace wrote:<br><blockquote type=cite class=cite cite="">{OLD}</blockquote><br>Yes.</body></html>',
    "evolution": f'<div>On Tue, 2016-05-03 at 14:05 +0200, Ada Lovelace wrote:</div><blockquote type="cite" style="margin:0 0 0 .8ex; border-left:2px #729fcf solid;padding-left:1ex"><div>{OLD}</div></blockquote><div>Yes.</div>',
    "discourse": f'<aside class="quote no-group" data-username="ada" data-post="3" data-topic="12"><div class="title"><div class="quote-controls"></div> ada:</div><blockquote><p>{OLD}</p></blockquote></aside><p>Yes.</p>',
}
NAMELESS = frozenset({"discourse"})  # "ada:" alone says not that she wrote it


@pytest.mark.parametrize("name", MAILERS)
def test_what_ada_wrote_is_hers_and_the_rest_is_the_senders(name):
    message = mail_of(MAILERS[name], "text/html")
    lines = drawn(message)
    margins = {line[3:].strip("> \ufeff"): line[:2] for line in lines.splitlines()}
    expected = {
        OLD: "1?" if name in NAMELESS else "1A",
        "I have the key.": "1A",
        "Yes.": "0 ",
        "No more.": "0 ",
    }
    told = {words: margin for words, margin in margins.items() if words in expected}
    assert told == {words: expected[words] for words in told}, lines
    assert {OLD, "Yes."} <= told.keys(), lines
    others = {words for words, margin in margins.items() if margin == "0 "} - {
        "Yes.",
        "No more.",
        "ada:",
    }
    assert not others, lines
    assert [each for each in credited(message) if "da" not in each] == []
