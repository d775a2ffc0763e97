"""How fast the default encoder is, against sentence-transformers with the same weights, in one run and in turns.

Run ``python -m benchmarks.encoding``. CPU seconds are those of all the process's threads, which a busy machine changes
less than wall time; the latency of a query is wall time, and means something on a quiet machine only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sentence_transformers import SentenceTransformer

from index.encoders.loading import default_cache_dir, packaged_model
from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.sentence_transformer import without_progress_bars

LEAST_RATIO: Final = 1.5
MOST_QUERY_MS: Final = 15.0
CHARACTERS: Final = 300

_WHO: Final = (
    "注册在本市的集成电路设计企业",
    "首次上规模的工业企业",
    "获得省级认定的绿色工厂",
    "运营低空航线的单位",
    "新引进的博士人才",
)
_WHAT: Final = ("流片费用", "设备购置费用", "第三方评估费用", "起降场建设费用", "数字化改造软件费用", "住房租金")
_HOW: Final = (
    "经专家评审通过后，按照{what}的{rate}%给予{who}补助，每年最高{amount}万元。",
    "{who}申请{what}支持的，应当在每年{month}月底前通过市企业服务平台提交材料。",
    "对{who}，市财政在{year}年至{end}年间安排专项资金，用于{what}，总额不超过{amount}万元。",
    "{who}已就{what}享受其他市级资金的，按照从高、不重复的原则执行，差额部分另行核定。",
    "各镇街应当于{month}月前摸清{who}的需求，对{what}逐项建立台账，明确责任人和完成时限。",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run measured; rates are passages per CPU second."""

    passages: int
    torch_per_cpu_second: float
    ours_per_cpu_second: float
    ratio: float
    query_ms_p50: float
    query_ms_p95: float
    query_cpu_ms_p50: float
    mean_cosine: float

    @property
    def targets_met(self) -> bool:
        """Whether both promises hold."""
        return self.ratio >= LEAST_RATIO and self.query_ms_p50 <= MOST_QUERY_MS


def made_up_passages(count: int, seed: int = 7) -> list[str]:
    """Passages of about ``CHARACTERS`` characters in the manner of funding rules, no two alike."""
    chance = random.Random(seed)
    passages = []
    for number in range(1, count + 1):
        text = f"第{number}条 "
        while len(text) < CHARACTERS:
            year = chance.randint(2020, 2025)
            text += chance.choice(_HOW).format(
                who=chance.choice(_WHO),
                what=chance.choice(_WHAT),
                rate=chance.randrange(5, 55, 5),
                amount=chance.randrange(10, 2000, 10),
                month=chance.randint(1, 12),
                year=year,
                end=year + chance.randint(1, 5),
            )
        passages.append(text[:CHARACTERS])
    return passages


def measure(rounds: int, passages_each: int, progress: Callable[[str], None]) -> Figures:
    """Encode the same passages by both, in turns, and some queries."""
    folder = packaged_model(default_cache_dir(os.environ), progress)
    ours = OnnxEncoder(folder)
    # Several threads would spin while they wait for each other; with one, torch does most per CPU second.
    torch.set_num_threads(1)
    with without_progress_bars():
        torch_model = SentenceTransformer(str(folder.standard_folder), device="cpu", local_files_only=True)
    passages = made_up_passages(rounds * passages_each)

    def by_torch(texts: list[str]) -> NDArray[np.float32]:
        return np.asarray(torch_model.encode_document(texts, batch_size=16), dtype=np.float32)

    for warm_up in (by_torch, ours.encode_passages, ours.encode_queries):
        warm_up(passages[:2])
    torch_seconds = our_seconds = 0.0
    cosines: list[float] = []
    query_ms: list[float] = []
    query_cpu_ms: list[float] = []
    for turn in range(rounds):
        progress(f"Round {turn + 1} of {rounds} …")
        part = passages[turn * passages_each : (turn + 1) * passages_each]
        theirs, seconds = _cpu_seconds(by_torch, part)
        torch_seconds += seconds
        vectors, seconds = _cpu_seconds(ours.encode_passages, part)
        our_seconds += seconds
        cosines += (theirs * vectors).sum(axis=1).tolist()
        for number in range(20):
            query = f"{_WHO[number % len(_WHO)]}{turn}可以申请哪些补助？"
            started = time.perf_counter()
            _, seconds = _cpu_seconds(ours.encode_queries, [query])
            query_ms.append((time.perf_counter() - started) * 1000)
            query_cpu_ms.append(seconds * 1000)
    return Figures(
        passages=len(passages),
        torch_per_cpu_second=len(passages) / torch_seconds,
        ours_per_cpu_second=len(passages) / our_seconds,
        ratio=torch_seconds / our_seconds,
        query_ms_p50=median(query_ms),
        query_ms_p95=float(np.percentile(query_ms, 95)),
        query_cpu_ms_p50=median(query_cpu_ms),
        mean_cosine=float(np.mean(cosines)),
    )


def show(figures: Figures) -> None:
    """Print the figures as a table."""
    table = Table(title=f"Encoding {figures.passages} passages of {CHARACTERS} characters, multilingual-e5-small")
    table.add_column("")
    table.add_column("measured", justify="right")
    table.add_column("promised", justify="right")
    table.add_row(
        "sentence-transformers, torch fp32: passages per CPU second", f"{figures.torch_per_cpu_second:.1f}", ""
    )
    table.add_row("ours, int8: passages per CPU second", f"{figures.ours_per_cpu_second:.1f}", "")
    table.add_row("ratio", f"{figures.ratio:.2f}", f"≥ {LEAST_RATIO}")
    table.add_row("mean cosine, int8 to torch fp32", f"{figures.mean_cosine:.4f}", "")
    table.add_row("ours, fp32: a query, median, ms", f"{figures.query_ms_p50:.1f}", f"≤ {MOST_QUERY_MS:.0f}")
    table.add_row("ours, fp32: a query, 95th percentile, ms", f"{figures.query_ms_p95:.1f}", "")
    table.add_row("ours, fp32: a query, CPU time, median, ms", f"{figures.query_cpu_ms_p50:.1f}", "")
    Console().print(table)


def main() -> int:
    """Measure and print; exit status 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4, help="turns of each engine (default: 4)")
    parser.add_argument("--passages", type=int, default=32, help="passages a turn (default: 32)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    figures = measure(options.rounds, options.passages, lambda line: print(line, file=sys.stderr))
    if options.json:
        print(json.dumps({**asdict(figures), "targets_met": figures.targets_met}, indent=2))
    else:
        show(figures)
    return 0 if figures.targets_met else 1


def _cpu_seconds(
    encode: Callable[[list[str]], NDArray[np.float32]], texts: list[str]
) -> tuple[NDArray[np.float32], float]:
    started = time.process_time()
    vectors = encode(texts)
    return vectors, time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
