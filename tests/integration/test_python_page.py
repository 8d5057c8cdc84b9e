"""docs/reference/python.md says the truth: its code is run, top to bottom."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs/reference/python.md"


def test_the_code_of_the_page_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 4
    exec(compile("\n".join(blocks), str(PAGE), "exec"), {})
