from __future__ import annotations

from pathlib import Path

from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.facets import Facets
from index.settings import Settings


def test_facets_are_what_the_documents_have(tmp_path: Path) -> None:
    folder = tmp_path / "文件"
    folder.mkdir()
    for name, issuer, day in (
        ("甲", "海岚市财政局", "2024年3月1日"),
        ("乙", "海岚市商务局", "2025年3月1日"),
        ("丙", "海岚市商务局", "2025年5月1日"),
    ):
        text = f"{name}项目补贴办法\n\n第一条 给予50万元补贴。\n\n{issuer}\n{day}\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache")
    build_index(settings, [folder], encoder=HashingEncoder())
    with Index(settings, HashingEncoder()) as index:
        assert index.facets() == Facets(("rule",), ("海岚市商务局", "海岚市财政局"), (2025, 2024))
