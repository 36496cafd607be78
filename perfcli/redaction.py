"""What of a record is not for the public: persons, telephones and what a repository names besides. Pure.

It is taken out of the record itself, before anything is made of it, so that no page, table or index can tell it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from perfcli.folding import plain_name
from perfcli.model import DepartmentGoals, Project, Record
from perfcli.progress import AdjustedKey, Progress
from perfcli.regex import regex
from perfcli.settings import SiteSettings

R = TypeVar("R", bound=Record)
Change = Callable[[str], str]

PERSONS = (
    *("联系人", "联系电话", "联系方式", "联络人", "电话", "手机", "传真", "邮箱", "电子邮件", "微信", "身份证"),
    *("负责人", "责任人", "经办人", "承办人", "填报人", "填表人", "审核人", "复核人", "编制人", "制表人", "主管领导"),
    *("分管领导", "签字", "签名", "签章", "账号", "帐号", "开户行", "住址", "家庭地址", "phone", "email", "e-mail"),
    *("经手人", "审批人", "批准人", "核对人", "校对人", "复审人", "初审人", "评审人", "评价人", "申请人", "填写人"),
    *("录入人", "报送人", "签发人", "签收人", "验收人", "检查人", "监督人", "起草人", "主办人", "协办人", "对接人"),
    *("收款人", "领款人", "姓名", "联络员", "联系员", "联络方式", "法定代表", "法人代表", "主要领导", "项目主管"),
    *("评审专家", "开户银行", "银行账户", "银行帐户", "银行卡", "账户名", "帐户名", "证件号", "电邮", "电郵"),
    *("身份證", "帳號", "通讯地址", "通信地址", "联系地址", "contact", "座机", "座機", "固话", "固話"),
    *("聯繫人", "聯絡人", "聯繫電話", "聯絡電話", "電話", "手機", "負責人", "責任人", "經辦人", "填報人", "審核人"),
)
"""Labels that are never published unless a repository says so: whatever contains one of them."""

_WHOLE = frozenset({"tel", "fax", "qq", "mobile", "wechat", "户名", "卡号", "制表", "经办", "领导", "专家"})
"""Labels of persons that say something else within longer ones: 农户名称, 预算编制表, hotel."""

_KEPT = frozenset({"code", "unit", "department", "template", "date", "scoring", "tier", "term"})
"""Keys whose texts are codes and words of the format, none of people's own."""

_DIGIT = "[0-9０-９]"
_GAP = r"[-－—–‐‑·.\s\u200b-\u200f\u2060\ufeff]?"
_ALONE = r"(?<![0-9０-９A-Za-z.,])"
_ENDED = r"(?![0-9０-９A-Za-z]|[.,][0-9]|\s*[元万亿角分])"
_NUMBERS = regex(
    "|".join(
        (
            rf"{_ALONE}(?:[+＋]?86{_GAP})?[1１][3-9３-９]{_GAP}(?:{_DIGIT}{_GAP}){{8}}{_DIGIT}{_ENDED}",
            rf"{_ALONE}[(（]?[0０]{_DIGIT}{{2,3}}[)）]?[-－—–\s]{{0,2}}{_DIGIT}{{3,4}}{_GAP}{_DIGIT}{{4}}{_ENDED}",
            rf"{_ALONE}[+＋]{_DIGIT}{{1,3}}{_GAP}(?:[(（]0[)）])?(?:{_DIGIT}{_GAP}){{6,11}}{_DIGIT}{_ENDED}",
            rf"{_ALONE}{_DIGIT}{{17}}[0-9０-９XxＸ]{_ENDED}",
            r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+[@＠][A-Za-z0-9-]+(?:[.．][A-Za-z0-9-]+)+",
        )
    )
)
"""Mobile and landline telephones, numbers of identity cards, mail addresses, wherever they stand in a text."""

_YEARS = "(?:19|20)[0-9]{2}[-－—–](?:19|20)[0-9]{2}"
_SHORT = rf"(?!{_YEARS}){_DIGIT}{{3,4}}{_GAP}{_DIGIT}{{4}}{_ENDED}(?:[-－—转轉]{_DIGIT}{{1,6}}{_ENDED})?"
_CALLS = (
    "(?:电话|電話|座机|座機|固话|固話|传真|傳真|手机|手機|分机|拨打|撥打|致电|致電|来电|來電|"
    "(?<![A-Za-z])(?i:tel|telephone|phone|fax|call))"
)
_CALLED = regex(
    rf"({_CALLS}(?:号码|號碼|号|號|为|為|是|[Nn]o\b|\.)*[\s:：(（]*){_SHORT}(?:[、，,;；/和或及与\s]{{1,3}}{_SHORT})*"
    rf"|{_ALONE}{_SHORT}(?=\s*[(（]\s*{_CALLS})"
)
"""Telephones without an area code, which are nothing but numbers save beside a word that says what they are."""

_WORTH_A_LOOK = regex(r"[:：@＠]|[0-9０-９](?:.?[0-9０-９]){6}", re.DOTALL)
_NAME = regex(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,10}·[\u3400-\u9fff]{1,10}")
_LETTER = "A-Za-zÀ-ɏ"
_WORD = rf"[{_LETTER}][{_LETTER}.'’-]*"
_WORDS = rf"{_WORD}(?:[ \t\u3000·]+{_WORD}){{1,4}}"
_LATIN = regex(rf"(?<![{_LETTER}0-9@._-])(?:{_WORDS}|[A-ZÀ-Þ][a-zß-ɏ]{{2,}})(?![{_LETTER}0-9@_])")
"""A name in Latin letters: several words, or one that begins with a capital."""

_ORGANISATION = regex(r".*[局处科室办站所院校园厅馆委部队社会司组中心单位公司街镇乡村]")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜"
    "倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁"
    "蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋"
    "商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜"
    "海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭"
    "閻劉陳楊黃趙吳孫馬羅鄭許鄧馮蕭葉蘇魏呂盧薑鐘譚陸賈韋鄒龍賀顧龔邵萬錢嚴湯莊聶魯歐"
)
_TWO = (
    "欧阳|歐陽|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|夏侯|轩辕|"
    "端木|百里|呼延|南宫|东郭|西门|澹台|钟离"
)
_PERSON = regex(rf"(?:{_TWO}|[{_SURNAMES}])[\u3400-\u9fff]{{1,2}}")
"""How the name of a person is built: one of the usual surnames, one or two characters behind it."""

_LONG = (4, 3, 2)
"""How many characters a name may have."""

_ROLE = regex(r".*[员長长股班]")
"""What is rather a role than a name: 安全员, 办公室主任科长."""

_PLACES = frozenset("村镇乡县市区省旗路街巷桥河江湖山水库港湾岛寺站所局校院园厂场")
"""What makes a place or an organisation of the characters before it: 高明 in 高明区 is nobody."""

_PARTS = regex(r"[\s、，,;；/／()（）:：]+")
_LABEL_IN_KEY = regex(r"(?:.*\.)?(?:details|sources|parts)\s*[.\[](.*)", re.DOTALL)
_LONG_NUMBER = regex(rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{6,}}")


class Redaction:
    """What a repository publishes: `mark` stands where something was taken out of a text."""

    def __init__(self, settings: SiteSettings, mark: str) -> None:
        shown = {plain_name(word[1:]) for word in settings.hidden_labels if word.startswith("-")}
        added = [word for word in settings.hidden_labels if word and not word.startswith("-")]
        self._shown = shown
        words = dict.fromkeys(_bare(word) for word in (*PERSONS, *added))
        self._words = tuple(word for word in words if word and word not in {_bare(one) for one in shown})
        self._projects = frozenset(filter(None, (code.strip().upper() for code in settings.hidden_projects)))
        self._mark = mark
        self._everywhere: frozenset[str] = frozenset()
        self._surnames: re.Pattern[str] | None = None
        spelled = "|".join(r"\s*".join(map(re.escape, word)) for word in self._words)
        self._labelled = re.compile(
            rf"((?:{spelled})[^\s:：，。；、]{{0,8}}\s*[:：]\s*)(?!{re.escape(mark)})"
            rf"(?:{_WORD}(?:\s+(?-i:[A-ZÀ-Þ])[{_LETTER}.'’-]*){{1,3}}|"
            r"[\u3400-\u9fff]\s+[\u3400-\u9fff](?:\s*[\u3400-\u9fff])?(?=[\s，。；、;,]|$)|[^\s，。；、;,]{1,60})",
            re.IGNORECASE,
        )

    def know(self, records: Iterable[Record]) -> None:
        """Take the persons of these records out of every record, as far as their names read as such."""
        names = {name for record in records for name in self._persons(record)}
        self._everywhere = frozenset(name for name in names if _PERSON.fullmatch(name) and not _ROLE.fullmatch(name))
        first = "".join(sorted({name[0] for name in self._everywhere}))
        self._surnames = re.compile(f"[{first}]") if first else None

    def is_hidden_label(self, label: str) -> bool:
        """Whether what stands under this label is not published, however it is spelled."""
        bare = _bare(label)
        if bare in {_bare(one) for one in self._shown}:
            return False
        return bare in _WHOLE or any(word in bare for word in self._words)

    def is_hidden_project(self, code: str) -> bool:
        """Whether the project of this code is not published."""
        return code in self._projects

    def project(self, project: Project, progress: Progress | None) -> tuple[Project, Progress | None]:
        """A project and what became of it, as they are published."""
        change = self._changing([project, *([progress] if progress else [])])
        shown = self._published(project, change)
        if self.is_hidden_project(shown.previous):
            shown = msgspec.structs.replace(shown, previous="")
        return shown, progress and self._published(progress, change)

    def goals(
        self, goals: DepartmentGoals, progress: Progress | None = None
    ) -> tuple[DepartmentGoals, Progress | None]:
        """The overall goals of a department or unit and what became of them, as they are published."""
        change = self._changing([goals, *([progress] if progress else [])])
        return self._published(goals, change), progress and self._published(progress, change)

    def text(self, text: str, *of: Record, persons: Collection[str] = ()) -> str:
        """A text beside these records, as it is published; these persons, however they are called, are not named."""
        for name in sorted(filter(None, persons), key=len, reverse=True):
            text = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", self._mark, text, flags=re.IGNORECASE)
        return self._changing(of)(text)

    def _changing(self, records: Iterable[Record]) -> Change:
        """What takes out of a text all that is not published: also values under hidden labels, codes of projects."""
        values = {value for record in records for value in self._persons(record)} | self._projects
        longest_first = sorted(values, key=lambda value: (-len(value), value))
        known = re.compile("|".join(map(_spelled, longest_first))) if values else None

        def change(text: str) -> str:
            if known is not None:
                text = known.sub(self._mark, text)
            text = self._without_persons(text)
            if _WORTH_A_LOOK.search(text):
                text = _NUMBERS.sub(self._mark, text)
                text = _CALLED.sub(lambda match: (match[1] or "") + self._mark, text)
                text = self._labelled.sub(lambda match: match[1] + self._mark, text)
            return text

        return change

    def _without_persons(self, text: str) -> str:
        """A text without the names that are known of any record; the longest of those that begin at one place."""
        kept, begin = [], 0
        for found in self._surnames.finditer(text) if self._surnames else ():
            at = found.start()
            end = next((at + long for long in _LONG if text[at : at + long] in self._everywhere), 0)
            if end and begin <= at and text[end : end + 1] not in _PLACES:
                kept += [text[begin:at], self._mark]
                begin = end
        return "".join((*kept, text[begin:]))

    def _persons(self, value: object, *, is_hidden: bool = False) -> Iterator[str]:
        """The names of persons and the long numbers among the hidden values of a record."""
        if isinstance(value, str):
            if is_hidden:
                yield from _LONG_NUMBER.findall(value)
                joined = "".join(value.split())
                parts = {*_PARTS.split(value), joined}
                yield from (part for part in parts if _NAME.fullmatch(part) and not _ORGANISATION.fullmatch(part))
                yield from (name for name in _LATIN.findall(value) if not self.is_hidden_label(name))
        elif isinstance(value, AdjustedKey):
            hidden = self._is_hidden_key(value.key)
            yield from (name for text in (value.before, value.after) for name in self._persons(text, is_hidden=hidden))
        elif isinstance(value, Record):
            for name, item in msgspec.structs.asdict(value).items():
                if name not in _KEPT:
                    yield from self._persons(item)
        elif isinstance(value, Mapping):
            for label, item in value.items():
                hidden = is_hidden or (isinstance(label, str) and self.is_hidden_label(label))
                yield from self._persons(item, is_hidden=hidden)
        elif isinstance(value, tuple):
            for item in value:
                yield from self._persons(item, is_hidden=is_hidden)

    def _published(self, record: R, change: Change) -> R:
        shown: R = self._shown_value(record, change)
        return shown

    def _shown_value(self, value: Any, change: Change) -> Any:
        if isinstance(value, str):
            return change(value)
        if isinstance(value, Record):
            fields = msgspec.structs.asdict(value)
            return type(value)(
                **{name: item if name in _KEPT else self._field(name, item, change) for name, item in fields.items()}
            )
        if isinstance(value, tuple):
            return tuple(self._shown_value(item, change) for item in value)
        if isinstance(value, Mapping):
            return {
                change(name) if isinstance(name, str) else name: self._shown_value(item, change)
                for name, item in value.items()
            }
        return value

    def _field(self, name: str, value: Any, change: Change) -> Any:
        if name in ("details", "sources", "parts"):
            value = {label: text for label, text in value.items() if not self.is_hidden_label(label)}
        elif name == "changes":
            value = tuple(one for one in value if not self._is_hidden_key(one.key))
        return self._shown_value(value, change)

    def _is_hidden_key(self, key: str) -> bool:
        """Whether an adjusted key is one of a hidden label, however it is written: `details.负责人`, `负责人`."""
        of_label = _LABEL_IN_KEY.match(key)
        if of_label:
            return self.is_hidden_label(of_label[1])
        return key == "details" or ("." not in key and "[" not in key and self.is_hidden_label(key))


def _spelled(value: str) -> str:
    """A pattern of what is not published: a name in Latin letters however it is parted, all else with white space."""
    if not _LATIN.fullmatch(value):
        return r"\s*".join(map(re.escape, value))
    words = re.split(r"[\s·]+", value)
    spelled = r"[\s·]*".join(map(re.escape, words))
    return rf"(?<![{_LETTER}])(?{'i' if len(words) > 1 else ''}:{spelled})(?![{_LETTER}])"


def _bare(label: str) -> str:
    """A label as it is compared: as seen, without white space and marks."""
    return re.sub(r"[\W_]+", "", plain_name(label))


def hidden_codes(settings: SiteSettings, known: Collection[str]) -> list[str]:
    """The codes of `hidden_projects` that no project has: slips that would publish what was meant to be hidden."""
    return [code for code in settings.hidden_projects if code.strip().upper() not in known]
