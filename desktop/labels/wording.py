"""The words printed on a label itself, in the language of the label and not in that of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

ENGLISH = {
    "使用说明": "Instructions for use", "主要性状": "Main traits", "主要栽培措施": "Main cultivation measures",
    "适应性": "Adaptability", "风险提示": "Risks", "咨询服务": "Advice service",
    "常规种": "conventional variety", "杂交种": "hybrid",
    "育种家种子": "breeder seed", "原种": "basic seed", "大田用种": "certified seed",
    "审定编号": "Approval no.", "登记编号": "Registration no.", "品种权号": "Variety right no.",
    "转基因": "Genetically modified", "转基因生物安全证书编号": "GM safety certificate no.",
    "生产经营者": "Producer", "生产经营许可证编号": "Licence no.", "注册地地址": "Registered address",
    "联系方式": "Contact", "分装单位": "Repacked by",
    "纯度": "Purity ", "净度": "Cleanness ", "发芽率": "Germination ", "水分": "Moisture ",
    "质量指标": "Quality", "执行标准": "Standard", "检测日期": "Test date", "质量保证期": "Guarantee period", "个月": " months",
    "检疫证明编号": "Quarantine certificate no.", "适宜种植区域": "Suitable area", "种植季节": "Planting season",
    "进口审批文号": "Import approval no.", "药剂处理": "Seed treatment", "：": ": ", "　": ", ",
}  # fmt: skip
Say = Callable[[str], str]


def said_in(language: str) -> Say:
    """How a word of a label is printed: English on one in English alone; the law wants Chinese on all others."""
    return (lambda word: ENGLISH.get(word, word)) if language == "en" else lambda word: word


def titled(say: Say, pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Each text that is not empty behind its title, unless it begins with that itself."""
    return [text if not title or text.startswith((title, say(title))) else f"{say(title)}{say('：')}{text}"
            for title, text in pairs if text]
