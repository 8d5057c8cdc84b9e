"""How the differences of two versions are shown: in words, in the language of the page."""

from collections.abc import Iterable
from typing import Any

from web import speech


def shown(differences: Iterable[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Return rows of a table: what each element is called, its kind, what was and what is."""
    return [
        {
            "change": each["change"],
            "id": each["id"],
            "kind": word(f"kind.{each['tag']}", language, "kind.other"),
            "name": each["name"] or each["id"] or speech.say("sops.the_sop", language),
            "properties": [
                {
                    "name": word(f"change.{one['name']}", language) or one["name"],
                    "old": one["old"],
                    "new": one["new"],
                }
                for one in each["properties"]
            ],
        }
        for each in differences
    ]


def coloured(differences: Iterable[dict[str, Any]], language: str) -> dict[str, Any]:
    """Return what the two diagrams are coloured by: ids added, removed, changed and in what."""
    rows = list(differences)
    ids = {
        change: [each["id"] for each in rows if each["change"] == change and each["id"]]
        for change in ("added", "removed")
    }
    changed = {
        each["id"]: ", ".join(one["name"] for one in each["properties"])
        for each in shown(rows, language)
        if each["change"] == "changed" and each["id"]
    }
    return {**ids, "changed": changed}


def word(key: str, language: str, instead: str = "") -> str:
    """Return the words of a key where there are any, else those of `instead`."""
    if key in speech.WORDS:
        return speech.say(key, language)
    return speech.say(instead, language) if instead else ""
