"""The words beside a date on a line of its own, in the languages that outlets write. Pure."""

from __future__ import annotations

import re

from rag.text.abroad import WEEKDAYS_ABROAD

_PUBLISHED = (
    r"published|posted|publicad[oa]|publiée?|parution|pubblicat[oa]|veröffentlicht|erstellt|gepubliceerd|publicerad|publisert|"
    r"udgivet|julkaistu|opublikowano|publikováno|опубликовано|опубліковано|yay[ıi]n(?:lanma|lanma tarihi)?|giriş|"
    r"기사입력|입력|등록|발행|نُ?شر(?: في)?|filed|released|for release|embargo(?:ed)?(?: until| till)?|objavljeno|megjelent|δημοσίευση"
)
_CHANGED = (
    r"updated|modified|correct(?:ed|ion)|revised|last edited|actualizad[oa]|atualizad[oa]|modificad[oa]|mise? à jour|modifiée?|aggiornat[oa]|modificat[oa]|"
    r"aktualisiert|zuletzt|geändert|stand|bijgewerkt|uppdaterad|oppdatert|opdateret|päivitetty|aktualizacja|aktualizováno|"
    r"обновлено|изменено|оновлено|güncelle(?:me|nme|ndi)|최종수정|수정|تحديث"
)
_DAYS = (
    r"(?:mon|tues?|wednes|wed|thu|thurs?|fri|satur|sat|sun)(?:day)?|"
    rf"{WEEKDAYS_ABROAD}|"
    r"lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|"
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|понедельник|вторник|среда|четверг|пятница|суббота|"
    r"воскресенье|понеділок|вівторок|середа|четвер|п[’']ятниця|субота|неділя|luni|marți|miercuri|joi|vineri|sâmbătă|"
    r"duminică|Δευτέρα|Τρίτη|Τετάρτη|Πέμπτη|Παρασκευή|Σάββατο|Κυριακή|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|"
    r"poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|"
    r"thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật"
)
# As these are shortened they are other words too: only where the day follows, or nothing.
_SHORT_DAYS = r"(?-i:Mo|Di|Mi|Do|Fr|Sa|So)(?=[.,]|\s*(?:\||$))"
# In small letters only: "El Paso, 17 November" names a place.
_BETWEEN = (
    r"a las|las|el|em|às|ora|u|у|ώρα|le|à|alle ore|alle|ore|il|del|am|um|vom|den|uhr|Uhr|om|op|uur|kl|klo|godz|saat|hs|hrs|в|о|de|"
    r"오전|오후"
)
LABELS = re.compile(
    rf"\b(?:first |last |originally |son |letzte |última |ultima )?(?:{_PUBLISHED}|{_CHANGED}|created|date|issued)\b|\b(?:on|at|by)\b|"
    rf"\b(?:{_DAYS})\b\.?|\b{_SHORT_DAYS}\.?,?|\b(?-i:Le|Am|Vom|Den|Il|El|Em)(?=\s+(?:\||(?:{_DAYS})\b))|"
    r"\b(?:(?-i:Eastern|Central|Mountain|Pacific)(?: standard| daylight)?|local) time\b|"
    r"(?<=\| )\s?(?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)? time\b|\b(?:heure|hora|ora) (?:locale?\b|de (?-i:[A-Z])\w+)|\bortszeit\b|"
    rf"\b(?-i:{_BETWEEN})(?!\w)\.?|\b\d+ ?min(?:ute)?s?(?: read)?\b|\b\d+ (?:minute|hour|day)s? ago\b|"
    r"\b(?:hace|há|il y a|vor) \d+ \w+|[(（]?\b(?:GMT|UTC)[+-]\d{1,2}\b[)）]?|"
    r"\b\d{1,2}[:.]\d{2}(?::\d\d)?(?:\s?h(?:rs?|s)?\b\.?)?\s*(?:[ap]\.?m\b\.?)?(?:\s*(?:GMT|UTC|[A-Z]{2,4})\b)?|\b\d{1,2} ?h ?\d{2}\b|"
    r"(?:上午|下午|午前|午後)?\d{1,2}[時时点:]\d{1,2}分?|星期[一二三四五六日天]|[(（][月火水木金土日][)）]|"
    r"(?:发布|發佈|发表|更新|時間|时间|日期|配信|公開|投稿|於|于)+\s*[:：]?|(?:来源|來源)\s*[:：]\s*\S+|بتوقيت \S+",
    re.IGNORECASE,
)
"""What may stand beside a date on its line, itself written as a bar, and says no more than that it is one."""
CHANGED = re.compile(rf"\b(?:{_CHANGED})\b|更新", re.IGNORECASE)
PUBLISHED = re.compile(rf"\b(?:{_PUBLISHED})\b|发布|發佈|发表|配信|公開|投稿", re.IGNORECASE)
